using GenRL.Data;

namespace GenRL.Simulation.Kitchen;

/// <summary>
/// The kitchen of the task specification, sections 6 and 11, made of primitives: a Franka-like arm driven by joint velocities before a
/// microwave, a stove with knobs, a light switch and a sliding cabinet door. 12.5 control steps per second, 6.25 decisions, 22.4 s episodes.
/// The start is always the same; only what the sensors say of it differs by seed. A task's reward is 1 in the step in which it first
/// succeeds and 0 otherwise, so that a return is a success and a mean return the success rate, which is the paper's score.
/// </summary>
public sealed class KitchenEnvironment : PhysicsEnvironment
{
    private const int Goals = 30;
    private readonly KitchenLighting _lighting;
    private readonly bool[] _achieved = new bool[KitchenTasks.All.Count];
    private SeededRandom _noise = new(0);

    /// <param name="preset">How its frames are drawn.</param>
    /// <param name="noisy">Whether sensors err, as in the original.</param>
    public KitchenEnvironment(RenderPreset preset, bool noisy = true)
        : base(ModelXml, "kitchen", VelocityCommand.PeriodS, jointSpeedRadPerS: VelocityCommand.FullSpeed, "view", preset, KitchenTasks.All.Count)
    {
        Physics = new KitchenPhysics(Model, Data);
        Readings = new KitchenReadings(Model, Data, noisy);
        _lighting = new KitchenLighting(Model);
        Reset(0);
    }

    /// <summary>MJCF of the kitchen.</summary>
    public static string ModelXml { get; } = EmbeddedModel.Read("kitchen.xml");

    /// <summary>
    /// The start of every episode (task specification, section 6.1): arm, fingers (a little beyond their stops, as in the original), knob 2
    /// and plate, knob 4 and plate, switch, shutter, slide door, microwave door, kettle.
    /// </summary>
    public static IReadOnlyList<double> StartPose { get; } =
    [
        0.148388, -1.768486, 1.843903, -2.476858, 0.260252, 0.712533, 1.595154, 0.04793, 0.03714,
        3.13e-5, -4.51e-5, 6.28e-5, 4.05e-5, 4.63e-4, -2.27e-4, -4.66e-4, 1.08e-3,
        -0.26940, 0.35038, 1.61945, 1.00619, 0.00406, -0.00662, -0.00027,
    ];

    /// <summary>The true state as named quantities.</summary>
    public KitchenPhysics Physics { get; }

    /// <summary>What the sensors said after the last control step.</summary>
    public KitchenReadings Readings { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tasks { get; } = [.. KitchenTasks.All.Select(task => task.Name)];

    /// <inheritdoc/>
    public override int EpisodeSteps => 140;

    /// <summary>60: nine readings of the robot, twenty-one of objects, thirty goals that are hidden from the agent and hence 0.</summary>
    public override int StateSize => KitchenCoordinates.All.Count + Goals;

    /// <summary>Where the hand is, how fast it moves in any direction, and how far up its fingers point.</summary>
    public override MotionSummary Motion =>
        new(Physics.EndEffector[0], Physics.EndEffector[2], Physics.EndEffectorSpeed, Physics.EndEffectorRotation[8]);

    /// <summary>
    /// The dense reward of the state as last read (task specification, section 6.4): the negative distance to the goal, and 0 once the task has
    /// succeeded. For agents that learn a task; it is no part of the score.
    /// </summary>
    /// <param name="task">One of <see cref="KitchenTasks.All"/>.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public double DenseReward(KitchenTask task)
    {
        int index = KitchenTasks.All.ToList().IndexOf(task);
        return index < 0 ? throw new ArgumentException($"'{task.Name}' is not judged here.", nameof(task))
            : _achieved[index] ? 0 : -task.Distance(Readings.Values);
    }

    /// <summary>As a reset, with the arm's joints up to a fifth of a radian from where they start.</summary>
    public override void ResetOnGround(ulong seed)
    {
        const double spreadRad = 0.2;
        var random = new SeededRandom(seed);
        var pose = new double[PoseSize];
        StartPose.ToArray().CopyTo(pose, 0);
        for (int joint = 0; joint < Robot.ActionSize - 2; joint++)
        {
            pose[joint] = Math.Clamp(pose[joint] + random.Between(-spreadRad, spreadRad), Robot.Joints[joint].LowerRad, Robot.Joints[joint].UpperRad);
        }

        ResetTo(pose);
    }

    /// <inheritdoc/>
    public override void ReadState(Span<float> state)
    {
        RequireLength(state.Length, StateSize, "state buffer");
        state.Clear();
        for (int i = 0; i < Readings.Values.Length; i++)
        {
            state[i] = (float)Readings[i];
        }
    }

    /// <inheritdoc/>
    public override void ReadPixels(Span<byte> channelFirst)
    {
        _lighting.Set(Physics.LightSwitch);
        base.ReadPixels(channelFirst);
    }

    private protected override void DrawStart(SeededRandom random, Span<double> pose)
    {
        for (int i = 0; i < pose.Length; i++)
        {
            pose[i] = StartPose[i];
        }
    }

    private protected override void Begin(SeededRandom random)
    {
        _noise = random;
        Array.Clear(_achieved);
        Readings.Take(_noise);
    }

    private protected override void Observe() => Readings.Take(_noise);

    private protected override void SetControls(ReadOnlySpan<float> action, Span<double> controls)
    {
        for (int joint = 0; joint < controls.Length; joint++)
        {
            controls[joint] = VelocityCommand.Target(joint, Readings[joint], action[joint]);
        }
    }

    private protected override void JudgeState(Span<double> rewards)
    {
        for (int task = 0; task < rewards.Length; task++)
        {
            rewards[task] = KitchenTasks.All[task].Succeeds(Readings.Values) ? 1 : 0;
        }
    }

    private protected override void JudgeStep(Span<double> rewards)
    {
        JudgeState(rewards);
        for (int task = 0; task < rewards.Length; task++)
        {
            bool first = rewards[task] > 0 && !_achieved[task];
            _achieved[task] |= first;
            rewards[task] = first ? 1 : 0;
        }
    }
}
