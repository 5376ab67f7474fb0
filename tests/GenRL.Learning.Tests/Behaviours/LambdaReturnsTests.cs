using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class LambdaReturnsTests
{
    [Theory]
    [InlineData(0.5, 0.5, 3.53125, 5.125, 6.5)]
    [InlineData(0.99, 0.95, 12.191315, 11.636166, 9.93)]
    [InlineData(0.99, 0, 5.95, 7.94, 9.93)]
    [InlineData(0.99, 1, 12.712392, 11.830700, 9.93)]
    public void Returns_are_those_of_the_specification(double discount, double lambda, double first, double second, double third)
    {
        using var scope = NewDisposeScope();
        Tensor returns = LambdaReturns.Compute(Column(1, 2, 3), Column(5, 6, 7), discount, lambda);
        Toy.Near([first, second, third], returns, 1e-5);
    }

    [Fact]
    public void Constant_rewards_without_values_add_up_to_a_geometric_series()
    {
        using var scope = NewDisposeScope();
        Tensor returns = LambdaReturns.Compute(ones(16, 1), zeros(16, 1), 0.99, 0.95);
        float[] values = Toy.Floats(returns);
        Assert.Equal(10.508416, values[0], 5);
        Assert.Equal(1, values[15], 6);
    }

    [Fact]
    public void Rows_do_not_influence_each_other()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        Tensor reward = randn(5, 4);
        Tensor value = randn(5, 4);
        Tensor all = LambdaReturns.Compute(reward, value, 0.9, 0.8);
        Tensor second = LambdaReturns.Compute(reward.narrow(1, 1, 1), value.narrow(1, 1, 1), 0.9, 0.8);
        Toy.Near(Toy.Floats(second).Select(x => (double)x).ToArray(), all.narrow(1, 1, 1), 1e-6);
    }

    [Fact]
    public void Different_lengths_of_rewards_and_values_are_refused()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => LambdaReturns.Compute(ones(3, 1), ones(4, 1), 0.9, 0.9));
        Assert.Contains("[3, 1]", error.Message, StringComparison.Ordinal);
    }

    private static Tensor Column(params float[] values) => tensor(values).unsqueeze(1);
}
