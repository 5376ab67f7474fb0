using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class ImaginationTests
{
    private const int Horizon = 5;

    [Fact]
    public void Each_state_is_reached_by_the_action_that_was_chosen_in_the_state_before_it()
    {
        using var scope = NewDisposeScope();
        var world = new LinearWorld();
        ImaginedTrajectory trajectory = Run(world, NewStart());
        for (int step = 0; step < Horizon; step++)
        {
            Tensor chosen = Policy(trajectory.Feature.select(0, step)).Mean;
            Toy.Near(Numbers(chosen), trajectory.Action.select(0, step), 1e-6);
            Tensor before = trajectory.Stoch.select(0, step);
            LatentState after = world.Imagine(new LatentState(before, trajectory.Deter.select(0, step), before), chosen);
            Toy.Near(Numbers(after.Deter), trajectory.Deter.select(0, step + 1), 1e-6);
            Toy.Near(Numbers(after.Stoch), trajectory.Stoch.select(0, step + 1), 1e-6);
        }
    }

    [Fact]
    public void The_first_state_is_the_start_as_a_constant()
    {
        using var scope = NewDisposeScope();
        LatentState start = NewStart();
        start.Stoch.requires_grad_(true);
        start.Deter.requires_grad_(true);
        ImaginedTrajectory trajectory = Run(new LinearWorld(), start);
        Assert.Equal(Toy.Floats(start.Stoch), Toy.Floats(trajectory.Stoch.select(0, 0)));
        Assert.False(trajectory.Feature.requires_grad);
    }

    private static ImaginedTrajectory Run(LinearWorld world, LatentState start) =>
        new Imagination(world, Horizon, clipActions: false).Run(start, Policy);

    private static LatentState NewStart()
    {
        manual_seed(1);
        Tensor stoch = randn(4, LinearWorld.Variables, LinearWorld.Classes);
        return new LatentState(stoch, randn(4, LinearWorld.Deter), stoch);
    }

    /// <summary>A policy without chance: the first numbers of the feature.</summary>
    private static ActionDistribution Policy(Tensor feature)
    {
        Tensor mean = feature.narrow(-1, 0, LinearWorld.Actions);
        return new ActionDistribution(mean, zeros_like(mean));
    }

    private static double[] Numbers(Tensor tensor) => [.. Toy.Floats(tensor).Select(x => (double)x)];
}
