using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Recording;

/// <summary>The numbers stored with every frame, which a learner may predict: posture and motion of the figure.</summary>
internal static class ClipMeasures
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "height", "pitch_sin", "pitch_cos", "right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle",
        "forward_speed", "upward_speed", "turn_speed",
    ];

    /// <summary>Computes them for a clip, [frames, measures]. Height is relative to standing straight; angles in radians.</summary>
    public static float[] Of(FigureSizes sizes, double[][] poses, double stepS)
    {
        var values = new List<float>(poses.Length * Names.Count);
        for (int frame = 0; frame < poses.Length; frame++)
        {
            double[] q = poses[frame], before = poses[Math.Max(frame - 1, 0)], after = poses[Math.Min(frame + 1, poses.Length - 1)];
            double span = stepS * (Math.Min(frame + 1, poses.Length - 1) - Math.Max(frame - 1, 0));
            double Rate(int joint) => (after[joint] - before[joint]) / span;
            values.Add((float)(1 + q[FigureModel.RootZ] / sizes.StandingTorsoHeight));
            values.Add((float)Math.Sin(q[FigureModel.Pitch]));
            values.Add((float)Math.Cos(q[FigureModel.Pitch]));
            for (int joint = 0; joint < FigureModel.LegJoints; joint++)
            {
                values.Add((float)q[FigureModel.FirstJoint + joint]);
            }
            values.Add((float)Rate(FigureModel.RootX));
            values.Add((float)Rate(FigureModel.RootZ));
            values.Add((float)Rate(FigureModel.Pitch));
        }
        return [.. values];
    }
}
