using GenRL.Robots;

namespace GenRL.Learning.Collection.Goals;

/// <summary>
/// What makes two poses alike wherever the robot is: the angles of its joints, the height of its torso and its pitch.
/// A posture is [A joints over their half range, height in metres, sine and cosine of the pitch], as far as the robot has them.
/// </summary>
public sealed class PostureSpace
{
    private readonly PoseLayout layout;
    private readonly ClosenessOptions closeness;
    private readonly double[] middle;
    private readonly double[] halfRange;
    private readonly int heightIndex;
    private readonly int pitchIndex;

    /// <param name="robot">Gives the joints' limits.</param>
    /// <param name="layout">Where they are in a pose.</param>
    /// <param name="closeness">How closeness is measured; null for the defaults.</param>
    /// <exception cref="ArgumentException">The layout has another number of joints, or a joint has no range.</exception>
    public PostureSpace(RobotDescription robot, PoseLayout layout, ClosenessOptions? closeness = null)
    {
        if (layout.Joints.Count != robot.Joints.Count || robot.Joints.Any(joint => !(joint.UpperRad > joint.LowerRad)))
        {
            throw new ArgumentException($"The layout names {layout.Joints.Count} joints; {robot.Name} has {robot.Joints.Count}, each of which needs a range.", nameof(layout));
        }

        this.layout = layout;
        this.closeness = closeness ?? new ClosenessOptions();
        middle = [.. robot.Joints.Select(joint => (joint.UpperRad + joint.LowerRad) / 2)];
        halfRange = [.. robot.Joints.Select(joint => (joint.UpperRad - joint.LowerRad) / 2)];
        heightIndex = robot.Joints.Count;
        pitchIndex = heightIndex + (layout.Height is null ? 0 : 1);
        Size = pitchIndex + (layout.Pitch is null ? 0 : 2);
    }

    /// <summary>Numbers in a posture.</summary>
    public int Size { get; }

    /// <summary>Reads the posture out of a pose.</summary>
    /// <param name="pose">[P].</param>
    /// <param name="posture">[<see cref="Size"/>].</param>
    public void Read(ReadOnlySpan<double> pose, Span<float> posture)
    {
        for (var joint = 0; joint < halfRange.Length; joint++)
        {
            posture[joint] = (float)((pose[layout.Joints[joint]] - middle[joint]) / halfRange[joint]);
        }

        if (layout.Height is { } height)
        {
            posture[heightIndex] = (float)pose[height];
        }

        if (layout.Pitch is { } pitch)
        {
            (posture[pitchIndex], posture[pitchIndex + 1]) = ((float)Math.Sin(pose[pitch]), (float)Math.Cos(pose[pitch]));
        }
    }

    /// <summary>How far a posture is from another.</summary>
    public PostureError Error(ReadOnlySpan<float> posture, ReadOnlySpan<float> goal)
    {
        double joints = 0;
        for (var joint = 0; joint < halfRange.Length; joint++)
        {
            joints += JointError(posture, goal, joint);
        }

        return new PostureError(joints / halfRange.Length, HeightError(posture, goal), PitchError(posture, goal));
    }

    /// <summary>How close a posture is to another: 1 when equal, towards 0 far away. Joints count the more the better the torso is placed.</summary>
    public double Closeness(ReadOnlySpan<float> posture, ReadOnlySpan<float> goal)
    {
        double joints = 0;
        for (var joint = 0; joint < halfRange.Length; joint++)
        {
            joints += Kernel(JointError(posture, goal, joint) / closeness.JointRad);
        }

        var torso = (Kernel(HeightError(posture, goal) / closeness.HeightM) + Kernel(PitchError(posture, goal) / closeness.PitchRad)) / 2;
        return torso * (1 - closeness.JointShare + (closeness.JointShare * joints / halfRange.Length));
    }

    private double JointError(ReadOnlySpan<float> posture, ReadOnlySpan<float> goal, int joint) => Math.Abs(posture[joint] - goal[joint]) * halfRange[joint];

    private double HeightError(ReadOnlySpan<float> posture, ReadOnlySpan<float> goal) => layout.Height is null ? 0 : Math.Abs(posture[heightIndex] - goal[heightIndex]);

    private double PitchError(ReadOnlySpan<float> posture, ReadOnlySpan<float> goal)
    {
        if (layout.Pitch is null)
        {
            return 0;
        }

        double sine = (posture[pitchIndex] * goal[pitchIndex + 1]) - (posture[pitchIndex + 1] * goal[pitchIndex]);
        double cosine = (posture[pitchIndex] * goal[pitchIndex]) + (posture[pitchIndex + 1] * goal[pitchIndex + 1]);
        return Math.Abs(Math.Atan2(sine, cosine));
    }

    private static double Kernel(double error) => 1 / (1 + (error * error));
}
