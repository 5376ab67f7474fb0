using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions;

/// <summary>
/// What a clip shows, measured on its poses. Heights are relative to a walker standing straight (torso middle at 1.3 m), so the same
/// limits hold for figures of every size.
/// </summary>
public sealed record MotionMeasure
{
    private const double WalkerStandingHeight = 1.3;

    /// <summary>Mean height of the torso's middle.</summary>
    public required double Height { get; init; }

    public required double LowestHeight { get; init; }

    /// <summary>Change of the torso's height from the first frame to the last.</summary>
    public required double Rise { get; init; }

    /// <summary>Mean cosine of the torso's pitch: 1 upright, 0 level, -1 upside down.</summary>
    public required double Upright { get; init; }

    public required double LeastUpright { get; init; }

    /// <summary>Sine of the torso's mean pitch: 1 face down, -1 on the back.</summary>
    public required double FaceDown { get; init; }

    /// <summary>Mean forward speed in metres per second.</summary>
    public required double SpeedMPerS { get; init; }

    /// <summary>Mean forward speed of the feet: that of a gait is the body's, that of toppling is none.</summary>
    public required double FeetSpeedMPerS { get; init; }

    /// <summary>Pitch rate in radians per second, positive over the face.</summary>
    public required double TurnRadPerS { get; init; }

    /// <summary>Root mean square of the leg joints' speeds in radians per second.</summary>
    public required double JointSpeedRadPerS { get; init; }

    /// <summary>Greatest height of either foot over the clip.</summary>
    public required double HighestFoot { get; init; }

    /// <summary>Mean height of the lower and of the higher foot.</summary>
    public required double LowerFoot { get; init; }

    public required double HigherFoot { get; init; }

    /// <summary>Mean height of the lower and of the higher knee.</summary>
    public required double LowerKnee { get; init; }

    public required double HigherKnee { get; init; }

    /// <summary>Measures poses in MuJoCo's joint order (rootz, rootx, rooty, then the joints), one row per frame.</summary>
    /// <param name="sizes">The figure.</param>
    /// <param name="poses">[frames][joints], radians and metres; rootz counts from the standing height.</param>
    /// <param name="stepS">Seconds between frames.</param>
    public static MotionMeasure Of(FigureSizes sizes, IReadOnlyList<double[]> poses, double stepS)
    {
        double scale = WalkerStandingHeight / sizes.StandingTorsoHeight;
        FigurePoints[] points = [.. poses.Select(pose => FigureModel.PointsOf(sizes, pose))];
        double[] heights = [.. points.Select(p => p.Torso.Z * scale)];
        double[] uprights = [.. poses.Select(pose => Math.Cos(pose[FigureModel.Pitch]))];
        double seconds = stepS * (poses.Count - 1);
        return new MotionMeasure
        {
            Height = heights.Average(),
            LowestHeight = heights.Min(),
            Rise = heights[^1] - heights[0],
            Upright = uprights.Average(),
            LeastUpright = uprights.Min(),
            FaceDown = poses.Average(pose => Math.Sin(pose[FigureModel.Pitch])),
            SpeedMPerS = (poses[^1][FigureModel.RootX] - poses[0][FigureModel.RootX]) / seconds,
            FeetSpeedMPerS = (points[^1].RightFoot.X + points[^1].LeftFoot.X - points[0].RightFoot.X - points[0].LeftFoot.X) / 2 / seconds,
            TurnRadPerS = (poses[^1][FigureModel.Pitch] - poses[0][FigureModel.Pitch]) / seconds,
            JointSpeedRadPerS = JointSpeed(poses, stepS),
            HighestFoot = scale * points.Max(p => Math.Max(p.RightFoot.Z, p.LeftFoot.Z)),
            LowerFoot = scale * points.Average(p => Math.Min(p.RightFoot.Z, p.LeftFoot.Z)),
            HigherFoot = scale * points.Average(p => Math.Max(p.RightFoot.Z, p.LeftFoot.Z)),
            LowerKnee = scale * points.Average(p => Math.Min(p.RightKnee.Z, p.LeftKnee.Z)),
            HigherKnee = scale * points.Average(p => Math.Max(p.RightKnee.Z, p.LeftKnee.Z)),
        };
    }

    private static double JointSpeed(IReadOnlyList<double[]> poses, double stepS)
    {
        double sum = 0;
        for (int frame = 1; frame < poses.Count; frame++)
        {
            for (int joint = FigureModel.FirstJoint; joint < FigureModel.FirstJoint + FigureModel.LegJoints; joint++)
            {
                double speed = (poses[frame][joint] - poses[frame - 1][joint]) / stepS;
                sum += speed * speed;
            }
        }
        return Math.Sqrt(sum / (FigureModel.LegJoints * (poses.Count - 1)));
    }
}
