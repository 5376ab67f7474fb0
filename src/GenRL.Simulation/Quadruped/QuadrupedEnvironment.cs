using GenRL.Data;

namespace GenRL.Simulation.Quadruped;

/// <summary>
/// The four-legged robot of the task specification, section 5: 50 control steps per second, 25 decisions, 20 s episodes. It starts in
/// any orientation with straight legs, just high enough to touch nothing, and falls. Twelve actuators pull its legs towards targets.
/// </summary>
public sealed class QuadrupedEnvironment : RobotEnvironment<QuadrupedPhysics>
{
    private const int HeightEntry = 2, OrientationEntry = 3, OrientationSize = 4, HeightTries = 10_000;
    private const double HeightStepM = 0.01;

    private readonly (int Yaw, int Pitch, int Knee, int Ankle)[] _legs;

    /// <param name="preset">How its frames are drawn.</param>
    public QuadrupedEnvironment(RenderPreset preset)
        : base("quadruped", ModelXml, controlPeriodS: 0.02, jointSpeedRadPerS: 30, "y", preset, (model, data) => new QuadrupedPhysics(model, data), QuadrupedTasks.All)
    {
        _legs = [.. Legs.Select(leg => (Joint("yaw", leg), Joint("pitch", leg), Joint("knee", leg), Joint("ankle", leg)))];
        Reset(0);
    }

    /// <summary>MJCF of the quadruped's world.</summary>
    public static string ModelXml { get; } = EmbeddedModel.Read("quadruped.xml");

    /// <summary>The legs in the order of joints, actions and sensors.</summary>
    public static IReadOnlyList<string> Legs { get; } = ["front_left", "front_right", "back_right", "back_left"];

    /// <inheritdoc/>
    public override void ResetOnGround(ulong seed)
    {
        const double mostTiltRad = 1.2;
        var random = new SeededRandom(seed);
        var pose = new double[PoseSize];
        foreach ((int yaw, int pitch, int knee, int ankle) in _legs)
        {
            pose[Entry(yaw)] = Draw(random, yaw);
            // the coupling tendon holds the sum of the other three at zero
            do
            {
                (pose[Entry(pitch)], pose[Entry(knee)]) = (Draw(random, pitch), Draw(random, knee));
                pose[Entry(ankle)] = -pose[Entry(pitch)] - pose[Entry(knee)];
            }
            while (pose[Entry(ankle)] < Robot.Joints[ankle].LowerRad || pose[Entry(ankle)] > Robot.Joints[ankle].UpperRad);
        }

        WriteTilt(random.Between(0, mostTiltRad), random.Between(-Math.PI, Math.PI), random.Between(-Math.PI, Math.PI), pose.AsSpan(OrientationEntry));
        ResetTo(pose);
        pose[HeightEntry] -= LowestPointM();
        ResetTo(pose);
    }

    private protected override void DrawStart(SeededRandom random, Span<double> pose)
    {
        Span<double> orientation = stackalloc double[OrientationSize];
        DrawOrientation(random, orientation);
        for (int attempt = 0; attempt < HeightTries; attempt++)
        {
            Data.Reset();
            pose[HeightEntry] = attempt * HeightStepM;
            orientation.CopyTo(pose[OrientationEntry..]);
            Data.ForwardUnactuated();
            if (Data.Scalar("ncon") == 0)
            {
                return;
            }
        }

        throw new InvalidOperationException($"The {Robot.Name} touches something even {HeightTries * HeightStepM} m above the ground.");
    }

    // a vector of normal numbers points anywhere with the same likelihood
    private static void DrawOrientation(SeededRandom random, Span<double> orientation)
    {
        double length = 0;
        foreach (ref double entry in orientation)
        {
            entry = random.NextGaussian();
            length += entry * entry;
        }

        foreach (ref double entry in orientation)
        {
            entry /= Math.Sqrt(length);
        }
    }

    // a turn about the vertical, then a tilt towards a direction of the ground
    private static void WriteTilt(double tiltRad, double towardsRad, double turnRad, Span<double> quaternion)
    {
        double cosTilt = Math.Cos(tiltRad / 2), sinTilt = Math.Sin(tiltRad / 2), cosTurn = Math.Cos(turnRad / 2), sinTurn = Math.Sin(turnRad / 2);
        double axisX = Math.Cos(towardsRad) * sinTilt, axisY = Math.Sin(towardsRad) * sinTilt;
        quaternion[0] = cosTilt * cosTurn;
        quaternion[1] = axisX * cosTurn + axisY * sinTurn;
        quaternion[2] = axisY * cosTurn - axisX * sinTurn;
        quaternion[3] = cosTilt * sinTurn;
    }

    private double Draw(SeededRandom random, int joint) => random.Between(Robot.Joints[joint].LowerRad, Robot.Joints[joint].UpperRad);

    private int Entry(int joint) => Layout.Joints[joint];

    private int Joint(string kind, string leg) => Robot.Joints.ToList().FindIndex(joint => joint.Name == $"{kind}_{leg}");
}
