using static GenRL.Simulation.Tolerance;

namespace GenRL.Simulation.Cheetah;

/// <summary>
/// The cheetah's tasks as rewards of a state, each in [0, 1] (task specification, section 7.2): three of the benchmark, then those that
/// only the published code has.
/// </summary>
public static class CheetahTasks
{
    private const double RunSpeed = 10, FlipMomentum = 5, LowHeight = 0.15, LowMargin = 0.225;
    private const double Any = double.PositiveInfinity;

    /// <summary>Name and reward of every task.</summary>
    public static IReadOnlyList<(string Name, Func<CheetahPhysics, double> Reward)> All { get; } =
    [
        ("run", Run),
        ("standing", Standing),
        ("lying_down", LyingDown),
        ("run_backward", RunBackward),
        ("flip", Flip),
        ("flip_backward", FlipBackward),
        ("flipping", Flip), // meant for either direction, but its backward half multiplies the momentum by 0
    ];

    /// <summary>Speed along x as a share of 10 m/s.</summary>
    public static double Run(CheetahPhysics body) => Linear(body.HorizontalVelocity, RunSpeed, Any, RunSpeed, 0);

    /// <summary>Speed against x as a share of 10 m/s.</summary>
    public static double RunBackward(CheetahPhysics body) => Linear(-body.HorizontalVelocity, RunSpeed, Any, RunSpeed, 0);

    /// <summary>One foot on the ground and the other at least a metre high: upright on either pair of legs.</summary>
    public static double Standing(CheetahPhysics body)
    {
        double lower = Math.Min(body.BackFootHeight, body.FrontFootHeight), higher = Math.Max(body.BackFootHeight, body.FrontFootHeight);
        return Gaussian(lower, -Any, LowHeight, LowMargin) * Gaussian(higher, 1.0, Any, 0.5);
    }

    /// <summary>Torso on the ground with the legs in the air; the published code adds the feet's heights where a mean seems meant.</summary>
    public static double LyingDown(CheetahPhysics body) =>
        (Gaussian(body.TorsoHeight, -Any, LowHeight, LowMargin) + Gaussian(body.BackFootHeight + body.FrontFootHeight, 0.45, Any, 0.225)) / 2;

    /// <summary>Spinning with the nose going down.</summary>
    public static double Flip(CheetahPhysics body) => Linear(body.AngularMomentum, FlipMomentum, Any, FlipMomentum, 0);

    /// <summary>Spinning with the nose going up.</summary>
    public static double FlipBackward(CheetahPhysics body) => Linear(-body.AngularMomentum, FlipMomentum, Any, FlipMomentum, 0);
}
