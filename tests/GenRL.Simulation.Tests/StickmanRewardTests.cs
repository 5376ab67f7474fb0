using GenRL.Simulation.Stickman;

namespace GenRL.Simulation.Tests;

public sealed class StickmanRewardTests : IDisposable
{
    private const double Up = 1.745;  // 100 degrees, the shoulders' limit

    private readonly StickmanEnvironment _stickman = new(RenderPreset.Plain);

    public void Dispose() => _stickman.Dispose();

    private Dictionary<string, double> Judge()
    {
        var rewards = new double[13];
        _stickman.Judge(rewards);
        return _stickman.Tasks.Zip(rewards).ToDictionary();
    }

    private Dictionary<string, double> JudgeMoving(double[] pose, int joint, double speed)
    {
        _stickman.ResetTo(pose);
        _stickman.Data.Field<double>("qvel")[joint] = speed;
        _stickman.Data.Forward();
        return Judge();
    }

    [Fact]
    public void Standing_still_earns_what_the_formulas_say()
    {
        _stickman.ResetTo([.. StickmanEnvironment.StandingPose]);
        Dictionary<string, double> rewards = Judge();
        Assert.Equal(1, rewards["stand"], 9);
        Assert.Equal(1.0 / 6, rewards["walk"], 9);
        Assert.Equal(1.0 / 6, rewards["run"], 9);
        Assert.Equal(0, rewards["boxing"], 9);
        Assert.Equal(Math.Pow(0.1, Math.Pow((1.75 - 0.85) / 0.875, 2)), rewards["hands_up"], 9);
    }

    [Theory]
    [InlineData(1e-6, 1)]
    [InlineData(0, 1)]
    [InlineData(-1e-6, 1.0 / 6)]
    [InlineData(-3, 1.0 / 6)]
    public void Standing_pays_a_sixth_as_soon_as_the_body_moves_backward(double speed, double share) =>
        Assert.Equal(share, JudgeMoving([.. StickmanEnvironment.StandingPose], joint: 1, speed)["stand"], 9);

    [Theory]
    [InlineData(5, 1)]
    [InlineData(-5, 1)]
    [InlineData(2.5, 0.5)]
    [InlineData(0, 0)]
    public void Boxing_is_paid_by_the_speed_of_the_faster_hand_either_way(double speed, double share)
    {
        // 0.6 m from shoulder to hand
        Dictionary<string, double> rewards = JudgeMoving([.. StickmanEnvironment.StandingPose], joint: 9, speed / 0.6);
        Assert.Equal(share, rewards["boxing"], 6);
        Assert.Equal(share, JudgeMoving([.. StickmanEnvironment.StandingPose], joint: 11, speed / 0.6)["boxing"], 6);
    }

    [Fact]
    public void Hands_up_is_paid_for_both_hands()
    {
        double[] arms(double left, double right) => [0, 0, 0, 0, 0, 0, 0, 0, 0, left, 0.2, right, 0.2];
        _stickman.ResetTo(arms(Up, Up));
        double both = Judge()["hands_up"];
        _stickman.ResetTo(arms(Up, 0));
        double one = Judge()["hands_up"];
        Assert.InRange(both, 0.75, 1);
        Assert.InRange(one, 0.2, both - 0.2);
    }

    public static TheoryData<string, double, double[]> NamedPoses => new()
    {
        { "lying_down", 0.95, [-1.2, 0, -1.57, 0, 0, 0, 0, 0, 0] },
        { "lying_down", 0.94, [-1.2, 0, 1.57, 0, 0, 0, 0, 0, 0] },
        { "legs_up", 0.9, [-1.19, 0, -1.57, 1.57, 0, 0, 1.57, 0, 0] },
        { "lunge_pose", 0.98, [-.45, 0, 0, 0, -1.57, -.8, 1.57, -1.57, 0] },
        { "stand", 0.95, [-.15, 0, .34, .74, -1.34, 0, 1.1, -.66, -.1] },
        { "one_foot", 0.98, [-.15, 0, 0, .7, -1.34, .5, 1.5, -.6, .1] },
        { "high_kick", 0.95, [-.165, 3.3, 5.55, 1.35, 0, .5, -.7, 0, .2] },
        { "sit_knees", 0.9, [-.6, -.2, .2, .95, -2.5, 0, .95, -2.5, 0] },
        { "headstand", 0.87, [-.7, 0, 3.14, 0, 0, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(NamedPoses))]
    public void A_pose_named_after_its_task_earns_nearly_everything(string task, double least, double[] legs)
    {
        _stickman.ResetTo([.. legs, 0, 0, 0, 0]);
        Assert.InRange(Judge()[task], least, 1);
    }

    [Fact]
    public void Flipping_counts_in_both_directions_and_standing_on_the_head_pays_without_turning()
    {
        double[] upsideDown = [.. new[] { .5, 0, 3.14 }, .. new double[10]];
        double spinning = JudgeMoving(upsideDown, joint: 2, 6)["flipping"];
        Assert.Equal(spinning, JudgeMoving(upsideDown, joint: 2, -6)["flipping"], 6);
        Dictionary<string, double> still = JudgeMoving(upsideDown, joint: 2, 0);
        Assert.Equal(spinning / 6, still["flipping"], 6);
        Assert.Equal(spinning, still["headstand"], 6);
    }
}
