using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>Aimless smooth motion of every joint: two sine waves each, random in size, rate and phase.</summary>
internal sealed class JointWaves
{
    private const int Joints = 11, WavesPerJoint = 2;

    private readonly double[] _swing = new double[Joints * WavesPerJoint];
    private readonly double[] _rate = new double[Joints * WavesPerJoint];
    private readonly double[] _phase = new double[Joints * WavesPerJoint];

    /// <param name="style">Where the randomness comes from.</param>
    /// <param name="swing">Typical size of a joint's motion in degrees.</param>
    /// <param name="lowestRate">Hertz.</param>
    /// <param name="highestRate">Hertz.</param>
    public JointWaves(MotionStyle style, double swing, double lowestRate, double highestRate)
    {
        for (int i = 0; i < _swing.Length; i++)
        {
            _swing[i] = style.Around(swing * .7);
            _rate[i] = 2 * Math.PI * style.Between(lowestRate, highestRate);
            _phase[i] = style.Between(0, 2 * Math.PI);
        }
    }

    /// <summary>The pose with the waves' values at a time added to every angle.</summary>
    public FigurePose Added(FigurePose pose, double time) => pose with
    {
        Pitch = pose.Pitch + .5 * Value(0, time),
        Right = Moved(pose.Right, 1, time),
        Left = Moved(pose.Left, 4, time),
        RightArm = new Arm(pose.RightArm.Shoulder + Value(7, time), Math.Max(0, pose.RightArm.Elbow + Value(8, time))),
        LeftArm = new Arm(pose.LeftArm.Shoulder + Value(9, time), Math.Max(0, pose.LeftArm.Elbow + Value(10, time))),
    };

    private Leg Moved(Leg leg, int joint, double time) => new(
        leg.Hip + Value(joint, time), Math.Min(0, leg.Knee + Value(joint + 1, time)), leg.Ankle + Value(joint + 2, time));

    private double Value(int joint, double time)
    {
        double value = 0;
        for (int i = joint * WavesPerJoint; i < (joint + 1) * WavesPerJoint; i++)
        {
            value += _swing[i] * Math.Sin(_rate[i] * time + _phase[i]);
        }
        return value;
    }
}
