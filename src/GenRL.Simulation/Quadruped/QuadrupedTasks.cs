using static GenRL.Simulation.Tolerance;

namespace GenRL.Simulation.Quadruped;

/// <summary>
/// The quadruped's tasks as rewards of a state, each in [0, 1] (task specification, section 7.3): six of the benchmark, then two that
/// only the published code has. Its escape and fetch need a terrain and a ball, which are not part of this world.
/// </summary>
public static class QuadrupedTasks
{
    private const double WalkSpeed = 0.5, RunSpeed = 5, JumpHeight = 1, LowHeight = 0.2, LowMargin = 0.3, RaisedToes = 0.8;
    private const double Any = double.PositiveInfinity;

    /// <summary>Name and reward of every task.</summary>
    public static IReadOnlyList<(string Name, Func<QuadrupedPhysics, double> Reward)> All { get; } =
    [
        ("run", Run),
        ("walk", Walk),
        ("stand", Stand),
        ("jump", Jump),
        ("two_legs", TwoLegs),
        ("lie_down", LieDown),
        ("roll", Roll),
        ("roll_fast", RollFast),
    ];

    /// <summary>Upright: 1, upside down: 0.</summary>
    public static double Stand(QuadrupedPhysics body) => (1 + body.TorsoUpright) / 2;

    /// <summary>Upright while moving ahead at half a metre per second or more.</summary>
    public static double Walk(QuadrupedPhysics body) => Moving(body, body.ForwardVelocity, WalkSpeed);

    /// <summary>Upright while moving ahead at 5 m/s or more.</summary>
    public static double Run(QuadrupedPhysics body) => Moving(body, body.ForwardVelocity, RunSpeed);

    /// <summary>Upright while moving in whatever direction at half a metre per second or more.</summary>
    public static double Roll(QuadrupedPhysics body) => Moving(body, body.Speed, WalkSpeed);

    /// <summary>Upright while moving in whatever direction at 5 m/s or more.</summary>
    public static double RollFast(QuadrupedPhysics body) => Moving(body, body.Speed, RunSpeed);

    /// <summary>Upright with the centre of mass a metre high.</summary>
    public static double Jump(QuadrupedPhysics body) => Stand(body) * Linear(body.CentreOfMassHeight, JumpHeight, Any, JumpHeight, 0.5);

    /// <summary>Torso on the ground.</summary>
    public static double LieDown(QuadrupedPhysics body) => Gaussian(body.TorsoHeight, -Any, LowHeight, LowMargin);

    /// <summary>Two toes on the ground, the other two 0.8 m high on average, with nothing earned below that.</summary>
    public static double TwoLegs(QuadrupedPhysics body)
    {
        ReadOnlySpan<double> toes = body.SortedToeHeights;
        return Linear((toes[2] + toes[3]) / 2, RaisedToes, Any, margin: 0, valueAtMargin: 0)
            * Gaussian((toes[0] + toes[1]) / 2, -Any, LowHeight, LowMargin);
    }

    private static double Moving(QuadrupedPhysics body, double velocity, double wanted) =>
        Stand(body) * Linear(velocity, wanted, Any, wanted, 0.5);
}
