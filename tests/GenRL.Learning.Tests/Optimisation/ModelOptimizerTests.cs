using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Optimisation;

public sealed class ModelOptimizerTests
{
    [Fact]
    public void Parameters_without_a_gradient_are_decayed_and_otherwise_left_alone()
    {
        using var used = nn.Parameter(ones(1));
        using var unused = nn.Parameter(ones(1));
        using var optimizer = new ModelOptimizer([used, unused], learningRate: 0.1, decay: 0.01);

        for (var step = 0; step < 10; step++)
        {
            optimizer.Step(used.sum());
        }

        Assert.Equal(Math.Pow(0.99, 10), unused.item<float>(), 5);
    }

    [Fact]
    public void The_gradient_norm_is_reported_before_it_is_clipped()
    {
        using var parameter = nn.Parameter(zeros(1));
        using var optimizer = new ModelOptimizer([parameter], learningRate: 0.1, clip: 1000, decay: 0);

        Assert.Equal(4000, optimizer.Step(parameter.sum() * 4000), 0);
        Assert.Equal(1000, parameter.grad()!.item<float>(), 0);
    }
}
