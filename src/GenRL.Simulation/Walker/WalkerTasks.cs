using static GenRL.Simulation.Tolerance;

namespace GenRL.Simulation.Walker;

/// <summary>The walker's nine tasks as rewards of a state, each in [0, 1] (task specification, section 7.1).</summary>
public static class WalkerTasks
{
    private const double StandHeight = 1.2, WalkSpeed = 1, RunSpeed = 8, FlipMomentum = 16;
    private const double Any = double.PositiveInfinity;

    /// <summary>Name and reward of every task.</summary>
    public static IReadOnlyList<(string Name, Func<WalkerPhysics, double> Reward)> All { get; } =
    [
        ("stand", Stand),
        ("walk", Walk),
        ("run", Run),
        ("flipping", Flipping),
        ("one_foot", OneFoot),
        ("high_kick", HighKick),
        ("lying_down", LyingDown),
        ("sit_knees", SitKnees),
        ("lunge_pose", LungePose),
    ];

    /// <summary>Torso high and upright.</summary>
    public static double Stand(WalkerPhysics walker) => Posture(walker, StandHeight, StandHeight / 2);

    /// <summary>Standing while moving forward at 1 m/s or more.</summary>
    public static double Walk(WalkerPhysics walker) => Stand(walker) * Forward(walker, WalkSpeed);

    /// <summary>Standing while moving forward at 8 m/s or more.</summary>
    public static double Run(WalkerPhysics walker) => Stand(walker) * Forward(walker, RunSpeed);

    /// <summary>Spinning either way while feet and hips are high.</summary>
    public static double Flipping(WalkerPhysics walker)
    {
        double feet = Above(Mean(walker.LeftFootHeight, walker.RightFootHeight), 1.1);
        double thighs = Above(Mean(walker.LeftThighHeight, walker.RightThighHeight), 1.0);
        double spin = Math.Max(
            Linear(walker.AngularMomentum, FlipMomentum, Any, FlipMomentum / 2, 0.5),
            Linear(walker.AngularMomentum, -Any, -FlipMomentum, FlipMomentum / 2, 0.5));
        return (3 * feet + 2 * thighs) / 5 * (5 * spin + 1) / 6;
    }

    /// <summary>Torso up, one foot down, the other at least half a metre high.</summary>
    public static double OneFoot(WalkerPhysics walker) => Above(walker.TorsoHeight, 1.0) * Above(HigherFoot(walker), 0.5) * Down(LowerFoot(walker));

    /// <summary>Torso up, one foot down, the other as high as the torso.</summary>
    public static double HighKick(WalkerPhysics walker) =>
        Above(walker.TorsoHeight, 1.0) * (3 * Above(HigherFoot(walker), StandHeight) + Down(LowerFoot(walker))) / 4;

    /// <summary>Everything near the ground, torso horizontal.</summary>
    public static double LyingDown(WalkerPhysics walker) =>
        (3 * Down(walker.TorsoHeight)
            + (1 - Math.Abs(walker.TorsoUpright))
            + Down(Mean(walker.LeftThighHeight, walker.RightThighHeight))
            + Down(Mean(walker.LeftLegHeight, walker.RightLegHeight))
            + Down(Mean(walker.LeftFootHeight, walker.RightFootHeight))) / 7;

    /// <summary>Sitting on the knees: shanks and feet on the ground, the hips above the feet.</summary>
    public static double SitKnees(WalkerPhysics walker)
    {
        double legs = Gaussian(Mean(walker.LeftLegHeight, walker.RightLegHeight), -Any, 0.15, 0.225);
        double feet = Down(Mean(walker.LeftFootHeight, walker.RightFootHeight));
        double apart = Math.Max(0.1, walker.LeftFootToHip) - 0.1 + (Math.Max(0.1, walker.RightFootToHip) - 0.1);
        return Posture(walker, 0.55, 0.275) * (3 * legs + feet) / 4 * Math.Exp(-apart / 2);
    }

    /// <summary>One knee on the ground with the shank flat, the other leg's thigh horizontal.</summary>
    public static double LungePose(WalkerPhysics walker)
    {
        double left = walker.LeftLegHeight, right = walker.RightLegHeight;
        double higherThigh = left >= right ? walker.LeftThighUpright : walker.RightThighUpright;
        double lowerLeg = left <= right ? walker.LeftLegUpright : walker.RightLegUpright;
        double legs = Down(Math.Min(left, right)) + Above(Math.Max(left, right), 0.25);
        return Posture(walker, 0.75, 0.375) * (legs + (1 - Math.Abs(higherThigh)) + (1 - Math.Abs(lowerLeg))) / 4;
    }

    private static double Posture(WalkerPhysics walker, double height, double margin) =>
        (3 * Gaussian(walker.TorsoHeight, height, Any, margin) + (1 + walker.TorsoUpright) / 2) / 4;

    private static double Forward(WalkerPhysics walker, double speed) =>
        (5 * Linear(walker.HorizontalVelocity, speed, Any, speed / 2, 0.5) + 1) / 6;

    private static double Above(double height, double wanted) => Gaussian(height, wanted, Any, wanted / 2);

    private static double Down(double height) => Gaussian(height, -Any, 0.1, 0.15);

    private static double HigherFoot(WalkerPhysics walker) => Math.Max(walker.LeftFootHeight, walker.RightFootHeight);

    private static double LowerFoot(WalkerPhysics walker) => Math.Min(walker.LeftFootHeight, walker.RightFootHeight);

    private static double Mean(double left, double right) => (left + right) / 2;
}
