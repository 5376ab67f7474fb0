using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class ActionDistributionTests
{
    [Fact]
    public void Outputs_become_the_distribution_of_the_specification()
    {
        using var scope = NewDisposeScope();
        ActionDistribution distribution = ActionDistribution.FromOutputs(full(1, 0.5f), full(1, 0f));
        Assert.Equal(0.462117, distribution.Mean.item<float>(), 1e-6);
        Assert.Equal(0.892717, distribution.Deviation.item<float>(), 1e-6);
        Assert.Equal(1.305453, distribution.Entropy().item<float>(), 1e-6);
        Assert.Equal(-0.939435, distribution.LogProbability(zeros(1)).item<float>(), 1e-6);
    }

    [Theory]
    [InlineData(1e4f, 1.0)]
    [InlineData(-1e4f, 0.1)]
    public void The_deviation_stays_between_a_tenth_and_one(float raw, double expected)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected, ActionDistribution.FromOutputs(zeros(1), full(1, raw)).Deviation.item<float>(), 1e-6);
    }

    [Fact]
    public void Samples_have_the_mean_and_deviation_of_the_distribution_and_leave_the_unit_range()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor sample = ActionDistribution.FromOutputs(full(20000, 0.5f), zeros(20000)).Sample();
        Assert.Equal(0.462, sample.mean().item<float>(), 0.02);
        Assert.Equal(0.893, sample.std().item<float>(), 0.02);
        Assert.True((sample.abs() > 1).any().item<bool>());
    }

    [Fact]
    public void Clipping_bounds_the_action_and_passes_the_gradient_through()
    {
        using var scope = NewDisposeScope();
        Tensor action = tensor(new[] { -3f, 0.25f, 1.5f }, requires_grad: true);
        Tensor clipped = ActionDistribution.ClipStraightThrough(action);
        Toy.Near([-1, 0.25, 1], clipped, 1e-6);
        Tensor gradient = autograd.grad([(clipped * tensor(new[] { 1f, 2f, 3f })).sum()], [action])[0];
        Toy.Near([1, 2, 3], gradient, 0);
    }

    [Theory]
    [InlineData(0f, 1.1)]
    [InlineData(2f, 1.562117)]
    [InlineData(1e4f, 2.1)]
    [InlineData(-1e4f, 0.1)]
    public void The_truncated_normal_has_a_deviation_of_a_tenth_and_twice_the_sigmoid_of_half(float raw, double expected)
    {
        using var scope = NewDisposeScope();
        ActionDistribution distribution = ActionDistribution.TruncatedFromOutputs(full(1, 0.5f), full(1, raw));
        Assert.Equal(expected, distribution.Deviation.item<float>(), 1e-5);
        Assert.Equal(0.462117, distribution.Mean.item<float>(), 1e-6);
    }

    [Fact]
    public void Samples_of_the_truncated_normal_stay_in_the_unit_range_with_the_gradient_of_the_unbounded_ones()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor mean = zeros(1000, requires_grad: true);
        Tensor sample = ActionDistribution.TruncatedFromOutputs(mean, full(1000, 1f)).Sample();
        Assert.Equal(1, sample.abs().max().item<float>(), 1e-6);
        // the mean is tanh of the output, whose slope at 0 is 1, for clipped samples as for others
        Toy.Near([.. Enumerable.Repeat(1.0, 1000)], autograd.grad([sample.sum()], [mean])[0], 1e-6);
    }

    [Fact]
    public void An_actor_samples_one_action_per_state()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var actor = new Actor(10, 3, 16, 2);
        ActionDistribution distribution = actor.Distribution(randn(7, 10));
        Assert.Equal([7, 3], distribution.Sample().shape);
        Assert.Equal([7], distribution.Entropy().shape);
        Assert.True(distribution.Mean.abs().max().item<float>() < 1);
    }
}
