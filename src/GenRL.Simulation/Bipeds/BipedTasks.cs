using static GenRL.Simulation.Tolerance;

namespace GenRL.Simulation.Bipeds;

/// <summary>Rewards of a state that the planar bipeds share, each in [0, 1] (task specification, section 7.1).</summary>
/// <param name="standHeight">Height of the torso above which the robot counts as standing, in metres.</param>
public sealed class BipedTasks(double standHeight)
{
    private const double WalkSpeed = 1, RunSpeed = 8, FlipMomentum = 16;
    private const double Any = double.PositiveInfinity;

    /// <summary>Torso high and upright.</summary>
    public double Stand(BipedPhysics body) => Posture(body, standHeight, standHeight / 2);

    /// <summary>Standing while moving forward at 1 m/s or more.</summary>
    public double Walk(BipedPhysics body) => Forward(body, WalkSpeed);

    /// <summary>Standing while moving forward at 8 m/s or more.</summary>
    public double Run(BipedPhysics body) => Forward(body, RunSpeed);

    /// <summary>Standing while moving forward at a speed or more; with speed 0 moving backward at all costs five sixths.</summary>
    public double Forward(BipedPhysics body, double speed) =>
        Stand(body) * (5 * Linear(body.HorizontalVelocity, speed, Any, speed / 2, 0.5) + 1) / 6;

    /// <summary>Feet and hips high.</summary>
    public static double UpsideDown(BipedPhysics body) =>
        (3 * Above(MeanFootHeight(body), 1.1) + 2 * Above(MeanThighHeight(body), 1.0)) / 5;

    /// <summary>Spinning either way while feet and hips are high.</summary>
    public static double Flipping(BipedPhysics body)
    {
        double spin = Math.Max(
            Linear(body.AngularMomentum, FlipMomentum, Any, FlipMomentum / 2, 0.5),
            Linear(body.AngularMomentum, -Any, -FlipMomentum, FlipMomentum / 2, 0.5));
        return UpsideDown(body) * (5 * spin + 1) / 6;
    }

    /// <summary>Torso up, one foot down, the other at least half a metre high.</summary>
    public static double OneFoot(BipedPhysics body) => Above(body.TorsoHeight, 1.0) * Above(HigherFoot(body), 0.5) * Down(LowerFoot(body));

    /// <summary>Torso up, one foot down, the other as high as a standing torso.</summary>
    public double HighKick(BipedPhysics body) =>
        Above(body.TorsoHeight, 1.0) * (3 * Above(HigherFoot(body), standHeight) + Down(LowerFoot(body))) / 4;

    /// <summary>Everything near the ground, torso horizontal.</summary>
    public static double LyingDown(BipedPhysics body) =>
        (TorsoLying(body) + Down(MeanThighHeight(body)) + Down(MeanLegHeight(body)) + Down(MeanFootHeight(body))) / 7;

    /// <summary>Torso on the ground and horizontal, feet at least 0.35 m high.</summary>
    public static double LegsUp(BipedPhysics body) => TorsoLying(body) / 4 * Above(MeanFootHeight(body), 0.35);

    /// <summary>Sitting on the knees: shanks and feet on the ground, the hips above the feet.</summary>
    public static double SitKnees(BipedPhysics body)
    {
        double legs = Gaussian(MeanLegHeight(body), -Any, 0.15, 0.225);
        double apart = Math.Max(0.1, body.LeftFootToHip) - 0.1 + (Math.Max(0.1, body.RightFootToHip) - 0.1);
        return Posture(body, 0.55, 0.275) * (3 * legs + Down(MeanFootHeight(body))) / 4 * Math.Exp(-apart / 2);
    }

    /// <summary>One knee on the ground with the shank flat, the other leg's thigh horizontal.</summary>
    public static double LungePose(BipedPhysics body)
    {
        double left = body.LeftLegHeight, right = body.RightLegHeight;
        double higherThigh = left >= right ? body.LeftThighUpright : body.RightThighUpright;
        double lowerLeg = left <= right ? body.LeftLegUpright : body.RightLegUpright;
        double legs = Down(Math.Min(left, right)) + Above(Math.Max(left, right), 0.25);
        return Posture(body, 0.75, 0.375) * (legs + (1 - Math.Abs(higherThigh)) + (1 - Math.Abs(lowerLeg))) / 4;
    }

    /// <summary>1 above a height, 0.1 at half of it.</summary>
    internal static double Above(double height, double wanted) => Gaussian(height, wanted, Any, wanted / 2);

    private static double Posture(BipedPhysics body, double height, double margin) =>
        (3 * Gaussian(body.TorsoHeight, height, Any, margin) + (1 + body.TorsoUpright) / 2) / 4;

    private static double TorsoLying(BipedPhysics body) => 3 * Down(body.TorsoHeight) + (1 - Math.Abs(body.TorsoUpright));

    private static double Down(double height) => Gaussian(height, -Any, 0.1, 0.15);

    private static double HigherFoot(BipedPhysics body) => Math.Max(body.LeftFootHeight, body.RightFootHeight);

    private static double LowerFoot(BipedPhysics body) => Math.Min(body.LeftFootHeight, body.RightFootHeight);

    private static double MeanFootHeight(BipedPhysics body) => (body.LeftFootHeight + body.RightFootHeight) / 2;

    private static double MeanLegHeight(BipedPhysics body) => (body.LeftLegHeight + body.RightLegHeight) / 2;

    private static double MeanThighHeight(BipedPhysics body) => (body.LeftThighHeight + body.RightThighHeight) / 2;
}
