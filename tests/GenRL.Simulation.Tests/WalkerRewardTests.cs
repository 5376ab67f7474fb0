using GenRL.Simulation.Walker;

namespace GenRL.Simulation.Tests;

public sealed class WalkerRewardTests : IDisposable
{
    private readonly WalkerEnvironment _walker = new(RenderPreset.Plain);

    public void Dispose() => _walker.Dispose();

    private Dictionary<string, double> Judge()
    {
        var rewards = new double[9];
        _walker.Judge(rewards);
        return _walker.Tasks.Zip(rewards).ToDictionary();
    }

    [Fact]
    public void Standing_still_earns_what_the_formulas_say()
    {
        _walker.ResetTo([.. WalkerEnvironment.StandingPose]);
        Dictionary<string, double> rewards = Judge();
        Assert.Equal(1, rewards["stand"], 9);
        Assert.Equal(1.0 / 6, rewards["walk"], 9);
        Assert.Equal(1.0 / 6, rewards["run"], 9);
    }

    public static TheoryData<string, double, double[]> NamedPoses => new()
    {
        { "lying_down", 0.95, [-1.2, 0, -1.57, 0, 0, 0, 0, 0, 0] },
        { "lying_down", 0.94, [-1.2, 0, 1.57, 0, -.2, 0, 0, -.2, 0] },
        { "lunge_pose", 0.99, [-.5, 0, 0, 0, -1.57, -.8, 1.57, -1.57, 0] },
        { "stand", 0.97, [-.15, 0, .34, .74, -1.34, 0, 1.1, -.66, -.1] },
        { "one_foot", 0.99, [-.2, 0, 0, .7, -1.34, .5, 1.5, -.6, .1] },
        { "high_kick", 0.99, [-.165, 3.3, 5.55, 1.35, 0, .5, -.7, 0, .2] },
        { "sit_knees", 0.9, [-.6, -.2, .2, .95, -2.5, 0, .95, -2.5, 0] },
    };

    [Theory]
    [MemberData(nameof(NamedPoses))]
    public void A_pose_named_after_its_task_earns_nearly_everything(string task, double least, double[] pose)
    {
        _walker.ResetTo(pose);
        Assert.InRange(Judge()[task], least, 1);
    }

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(0.5, (5 * 0.5 + 1) / 6)]
    [InlineData(-3.0, 1.0 / 6)]
    public void Walking_is_paid_by_speed(double speed, double share)
    {
        _walker.ResetTo([.. WalkerEnvironment.StandingPose]);
        _walker.Data.Field<double>("qvel")[1] = speed;
        _walker.Data.Forward();
        Assert.Equal(share, Judge()["walk"], 9);
    }

    [Fact]
    public void Flipping_counts_in_both_directions()
    {
        double[] spins = [.. new[] { 6.0, -6.0, 0 }.Select(spin =>
        {
            _walker.ResetTo([0.5, 0, 3.14, 0, 0, 0, 0, 0, 0]);
            _walker.Data.Field<double>("qvel")[2] = spin;
            _walker.Data.Forward();
            return Judge()["flipping"];
        })];
        Assert.Equal(spins[0], spins[1], 6);
        Assert.Equal(spins[0] / 6, spins[2], 6);
    }

    [Fact]
    public void Ties_between_the_legs_go_to_the_left()
    {
        // both shanks equally high, thighs at different angles is impossible; equal legs must give equal contributions
        _walker.ResetTo([-.3, 0, 0, .8, -1.6, 0, .8, -1.6, 0]);
        Assert.Equal(RewardOracle.Judge(_walker)["lunge_pose"], Judge()["lunge_pose"], 12);
    }
}
