using GenRL.Simulation.Bipeds;
using static GenRL.Simulation.Tolerance;

namespace GenRL.Simulation.Stickman;

/// <summary>The stickman's thirteen tasks as rewards of a state, each in [0, 1] (task specification, section 7.1).</summary>
public static class StickmanTasks
{
    private const double PunchSpeed = 5;

    private static readonly BipedTasks Biped = new(standHeight: 1.15);

    /// <summary>Name and reward of every task.</summary>
    public static IReadOnlyList<(string Name, Func<StickmanPhysics, double> Reward)> All { get; } =
    [
        ("stand", Stand),
        ("walk", Biped.Walk),
        ("run", Biped.Run),
        ("flipping", BipedTasks.Flipping),
        ("one_foot", BipedTasks.OneFoot),
        ("high_kick", Biped.HighKick),
        ("lying_down", BipedTasks.LyingDown),
        ("legs_up", BipedTasks.LegsUp),
        ("sit_knees", BipedTasks.SitKnees),
        ("lunge_pose", BipedTasks.LungePose),
        ("headstand", BipedTasks.UpsideDown),
        ("boxing", Boxing),
        ("hands_up", HandsUp),
    ];

    /// <summary>Torso high and upright without moving backward at all: other than the walker's, a speed of 0 is demanded, with no margin.</summary>
    public static double Stand(StickmanPhysics body) => Biped.Forward(body, speed: 0);

    /// <summary>Standing while the faster hand moves at 5 m/s or more, forward or backward.</summary>
    public static double Boxing(StickmanPhysics body)
    {
        double faster = Math.Max(Math.Abs(body.LeftHandVelocity), Math.Abs(body.RightHandVelocity));
        return Biped.Stand(body) * Linear(faster, PunchSpeed, double.PositiveInfinity, PunchSpeed / 2, 0.5);
    }

    /// <summary>Standing with both hands above 1.75 m.</summary>
    public static double HandsUp(StickmanPhysics body) =>
        Biped.Stand(body) * BipedTasks.Above((body.LeftHandHeight + body.RightHandHeight) / 2, 1.75);
}
