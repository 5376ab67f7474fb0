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
    public void Decay_comes_before_the_step_and_is_not_scaled_by_the_learning_rate()
    {
        using var moved = nn.Parameter(ones(1));
        using var still = nn.Parameter(ones(1));
        using var optimizer = new ModelOptimizer([moved, still], learningRate: 0.1, decay: 0.1);

        optimizer.Step((moved + (still * 0)).sum());

        Assert.Equal(0.9 - 0.1, moved.item<float>(), 5);
        Assert.Equal(0.9, still.item<float>(), 6);
    }

    [Fact]
    public void Moments_rest_while_there_is_no_gradient()
    {
        using var always = nn.Parameter(ones(1));
        using var once = nn.Parameter(ones(1));
        using var optimizer = new ModelOptimizer([always, once], learningRate: 0.1, decay: 0);
        optimizer.Step((always + once).sum());
        var before = once.item<float>();

        optimizer.Step(always.sum());

        Assert.Equal(before, once.item<float>());
    }

    [Fact]
    public void The_step_is_taken_with_the_clipped_gradient()
    {
        using var parameter = nn.Parameter(zeros(1));
        using var optimizer = new ModelOptimizer([parameter], learningRate: 0.1, epsilon: 1000, clip: 1000, decay: 0);

        optimizer.Step(parameter.sum() * 4000);

        // Adam's first step is rate g / (|g| + epsilon), here with g = 1000
        Assert.Equal(-0.05, parameter.item<float>(), 5);
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
