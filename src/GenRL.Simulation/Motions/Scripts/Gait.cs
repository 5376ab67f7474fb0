using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>
/// A periodic gait: hips swing as sines, a knee bends while its leg swings forward. The forward speed follows from the rule that the
/// carrying foot does not slide. Angles in degrees.
/// </summary>
internal sealed record Gait
{
    private const int SamplesPerCycle = 48;

    /// <summary>Feet whose heights differ by less than this part of a leg's length both touch the floor.</summary>
    private const double Touching = .012;

    /// <summary>Cycles (two steps) per second.</summary>
    public required double RateHz { get; init; }

    public double Pitch { get; init; }

    public double PitchSwing { get; init; }

    public required GaitLeg Right { get; init; }

    public required GaitLeg Left { get; init; }

    /// <summary>How far the left leg lags behind the right one, as a fraction of the cycle; one half is a symmetric gait.</summary>
    public double Lag { get; init; } = .5;

    /// <summary>Height of the flight phases in metres.</summary>
    public double BounceM { get; init; }

    /// <summary>How much of the way the ankle keeps the sole level, 0 to 1.</summary>
    public double LevelSoles { get; init; } = .7;

    public double ArmSwing { get; init; }

    public double ElbowBend { get; init; }

    /// <summary>Where in the cycle time 0 is.</summary>
    public double Phase { get; init; }

    public FigurePose PoseAt(double time)
    {
        double angle = 2 * Math.PI * (RateHz * time + Phase), lagged = angle - 2 * Math.PI * Lag;
        double pitch = Pitch + PitchSwing * Math.Sin(2 * angle);
        double air = BounceM * Math.Max(0, Math.Abs(Math.Sin(angle)) - .4) / .6;
        var pose = new FigurePose(
            pitch, Right.At(angle, Pitch), Left.At(lagged, Pitch),
            new Arm(ArmSwing * Math.Sin(lagged), ElbowBend), new Arm(ArmSwing * Math.Sin(angle), ElbowBend), air);
        FigurePose level = pose.Flat();
        return pose with
        {
            Right = pose.Right with { Ankle = LevelSoles * level.Right.Ankle + Right.Ankle },
            Left = pose.Left with { Ankle = LevelSoles * level.Left.Ankle + Left.Ankle },
        };
    }

    /// <summary>Mean forward speed over one cycle at which the carrying foot rests on the floor.</summary>
    public double SpeedMPerS(FigureSizes sizes)
    {
        double step = 1 / (RateHz * SamplesPerCycle), distance = 0;
        FigurePoints now = FigureKinematics.Points(sizes, PoseAt(0), 0, 0);
        for (int i = 1; i <= SamplesPerCycle; i++)
        {
            FigurePoints next = FigureKinematics.Points(sizes, PoseAt(i * step), 0, 0);
            distance += Carried(now, next, Touching * sizes.LegLength);
            now = next;
        }
        return distance * RateHz;
    }

    /// <summary>How far the floor goes back under the body: with the foot that carries, which of two feet on the floor is the one pushing back.</summary>
    private static double Carried(FigurePoints now, FigurePoints next, double touchingM)
    {
        double right = now.RightAnkle.X - next.RightAnkle.X, left = now.LeftAnkle.X - next.LeftAnkle.X;
        double higher = now.RightFoot.Z - now.LeftFoot.Z;
        return higher > touchingM ? left : higher < -touchingM ? right : Math.Max(right, left);
    }
}
