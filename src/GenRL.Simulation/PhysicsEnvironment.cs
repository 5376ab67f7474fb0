using GenRL.Data;
using GenRL.Robots;
using MuJoCo;

namespace GenRL.Simulation;

/// <summary>
/// What the locomotion worlds share (task specification, section 1): stepping, action repeat, resets, the camera.
/// A control step sets the controls and advances the physics; rewards are those of the state after it.
/// Physics may run on any one thread at a time; the camera belongs to the thread that reads pixels first, and
/// <see cref="Dispose"/> must then be called there. Nothing graphical is touched before.
/// </summary>
public abstract class PhysicsEnvironment : IEnvironment
{
    // a free joint's pose is its place, then its orientation
    private const int FreeJointHeight = 2;

    private readonly MjField<double> _position, _velocity, _control, _torque;
    private readonly Actuation _actuation;
    private readonly GroundClearance _clearance;
    private readonly double[] _controls, _rewards;
    private readonly int[] _jointPosition, _jointVelocity;
    private readonly RenderPreset _preset;
    private readonly int _camera;
    private FrameRenderer? _frames;

    /// <param name="modelXml">MJCF of the world.</param>
    /// <param name="name">Name of the domain.</param>
    /// <param name="controlPeriodS">Seconds per control step.</param>
    /// <param name="jointSpeedRadPerS">Largest speed to be permitted to the joints.</param>
    /// <param name="camera">Name of the camera that sees the robot.</param>
    /// <param name="preset">How its frames are drawn.</param>
    /// <param name="tasks">Number of tasks.</param>
    private protected PhysicsEnvironment(
        string modelXml, string name, double controlPeriodS, double jointSpeedRadPerS, string camera, RenderPreset preset, int tasks)
    {
        Model = MjModel.FromXml(modelXml);
        Data = new MjData(Model);
        _preset = preset;
        _camera = Model.Id(MjObject.Camera, camera);
        _position = Data.Field<double>("qpos");
        _velocity = Data.Field<double>("qvel");
        _control = Data.Field<double>("ctrl");
        _torque = Data.Field<double>("qfrc_actuator");
        Data.ForwardUnactuated();
        _actuation = new Actuation(Model, Data);
        _clearance = new GroundClearance(Model, Data);
        _controls = new double[_actuation.Commands.Count];
        _rewards = new double[tasks];
        ControlPeriodS = controlPeriodS;
        Substeps = (int)Math.Round(controlPeriodS / Model.Option("timestep"));
        _jointPosition = [.. _actuation.Joints.Select(joint => Model.Field<int>("jnt_qposadr")[joint])];
        _jointVelocity = [.. _actuation.Joints.Select(joint => Model.Field<int>("jnt_dofadr")[joint])];
        JointDescription[] joints = [.. _actuation.Joints.Select(joint => _actuation.Describe(joint, jointSpeedRadPerS))];
        Robot = new RobotDescription(name, joints, 2 * controlPeriodS, 2) { Commands = _actuation.Commands };
        Layout = new PoseLayout(_jointPosition, RootPosition("rootz") ?? RootPosition("root") + FreeJointHeight, RootPosition("rooty"));
    }

    /// <inheritdoc/>
    public RobotDescription Robot { get; }

    /// <summary>
    /// Where joints, torso height and torso pitch are in a pose. Planar robots name the latter <c>rootz</c> and <c>rooty</c>; a robot that
    /// moves freely, by the free joint <c>root</c>, has a height and no pitch.
    /// </summary>
    public PoseLayout Layout { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<string> Tasks { get; }

    /// <inheritdoc/>
    public virtual int EpisodeSteps => 500;

    /// <inheritdoc/>
    public abstract int StateSize { get; }

    /// <inheritdoc/>
    public int PoseSize => _position.Rows;

    /// <summary>Seconds of one control step; an agent step is <see cref="RobotDescription.ActionRepeat"/> of them.</summary>
    public double ControlPeriodS { get; }

    /// <summary>Simulated seconds since the last reset.</summary>
    public double TimeS => Data.TimeS;

    internal MjModel Model { get; }

    internal MjData Data { get; }

    /// <summary>Index of the camera that sees the robot.</summary>
    internal int Camera => _camera;

    private int Substeps { get; }

    private int? RootPosition(string joint) =>
        Enumerable.Range(0, Model.Count("njnt")).Where(i => Model.Name(MjObject.Joint, i) == joint).Select(i => (int?)Model.Field<int>("jnt_qposadr")[i]).FirstOrDefault();

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        Data.Reset();
        var random = new SeededRandom(seed);
        DrawStart(random, _position.Span);
        Data.ForwardUnactuated();
        Settle();
        Begin(random);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The pose has the wrong length or is not finite.</exception>
    public void ResetTo(ReadOnlySpan<double> pose)
    {
        RequireLength(pose.Length, PoseSize, "pose");
        RequireFinite(pose, "pose");
        Data.Reset();
        pose.CopyTo(_position.Span);
        Data.ForwardUnactuated();
        Begin(new SeededRandom(0));
    }

    /// <summary>
    /// Puts the robot into a random pose, less tilted than the task's own resets and touching the ground: crouching, kneeling
    /// or sitting, for exploration that otherwise sees fallen robots nearly always.
    /// </summary>
    public abstract void ResetOnGround(ulong seed);

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> action, Span<double> rewards)
    {
        RequireLength(action.Length, Robot.ActionSize, "action");
        RequireLength(rewards.Length, Tasks.Count, "reward buffer");
        for (int i = 0; i < action.Length; i++)
        {
            if (!float.IsFinite(action[i]))
            {
                throw new ArgumentException($"Action {i} is {action[i]}.", nameof(action));
            }
        }

        rewards.Clear();
        for (int repeat = 0; repeat < Robot.ActionRepeat; repeat++)
        {
            SetControls(action, _controls);
            Advance();
            JudgeStep(_rewards);
            for (int task = 0; task < rewards.Length; task++)
            {
                rewards[task] += _rewards[task];
            }
        }
    }

    /// <summary>Advances one control step with commands in their own units instead of actions, as a robot's controllers would.</summary>
    /// <param name="commands">[A] in action order, such as torques in newton metres (<see cref="RobotDescription.Commands"/>); clipped to their ranges.</param>
    /// <exception cref="ArgumentException">The length is wrong or a command is not finite.</exception>
    /// <exception cref="InvalidOperationException">The simulation diverged.</exception>
    public void StepCommands(ReadOnlySpan<double> commands)
    {
        RequireLength(commands.Length, Robot.ActionSize, "command vector");
        RequireFinite(commands, "command vector");
        for (int i = 0; i < commands.Length; i++)
        {
            _controls[i] = _actuation.Control(i, commands[i]);
        }

        Advance();
    }

    private void Advance()
    {
        _controls.CopyTo(_control.Span);
        try
        {
            Data.Step(Substeps);
        }
        catch (MujocoException e)
        {
            throw new InvalidOperationException($"The {Robot.Name} simulation diverged: {e.Message}", e);
        }

        Observe();
    }

    /// <summary>Rewards of the present state, each in [0, 1], in the order of <see cref="Tasks"/>.</summary>
    public void Judge(Span<double> rewards)
    {
        RequireLength(rewards.Length, Tasks.Count, "reward buffer");
        JudgeState(rewards);
    }

    /// <summary>Where the body is and how it moves.</summary>
    public abstract MotionSummary Motion { get; }

    /// <summary>Vertical opening angle of the camera in radians.</summary>
    public double CameraFieldOfViewRad => double.DegreesToRadians(Model.Field<double>("cam_fovy")[_camera]);

    /// <summary>Copies angle, speed and the actuators' torque of the joints, in the order of <see cref="RobotDescription.Joints"/>.</summary>
    public void ReadJoints(Span<double> positionsRad, Span<double> velocitiesRadPerS, Span<double> torquesNm)
    {
        for (int i = 0; i < _jointPosition.Length; i++)
        {
            positionsRad[i] = _position[_jointPosition[i]];
            velocitiesRadPerS[i] = _velocity[_jointVelocity[i]];
            torquesNm[i] = _torque[_jointVelocity[i]];
        }
    }

    /// <inheritdoc/>
    public abstract void ReadState(Span<float> state);

    /// <inheritdoc/>
    public void ReadPose(Span<double> pose)
    {
        RequireLength(pose.Length, PoseSize, "pose buffer");
        _position.Span.CopyTo(pose);
    }

    /// <summary>Copies the pose in which the model is written down, such as standing straight.</summary>
    public void ReadReferencePose(Span<double> pose)
    {
        RequireLength(pose.Length, PoseSize, "pose buffer");
        Model.Field<double>("qpos0").Span.CopyTo(pose);
    }

    /// <inheritdoc/>
    public virtual void ReadPixels(Span<byte> channelFirst)
    {
        RequireLength(channelFirst.Length, FrameFormat.Bytes, "frame buffer");
        _frames ??= new FrameRenderer(Model, _camera, _preset);
        _frames.Render(Data, channelFirst);
    }

    /// <summary>Draws a recorded pose without stepping. Leaves the robot there, at rest.</summary>
    /// <param name="pose">[PoseSize].</param>
    /// <param name="channelFirst">[3, 64, 64].</param>
    public void RenderPose(ReadOnlySpan<double> pose, Span<byte> channelFirst)
    {
        ResetTo(pose);
        ReadPixels(channelFirst);
    }

    /// <summary>Writes a random start pose; the pose holds the model's reference values before.</summary>
    private protected abstract void DrawStart(SeededRandom random, Span<double> pose);

    /// <summary>Lets a start come to rest where the task demands it; the start's state is computed before and must be after.</summary>
    private protected virtual void Settle()
    {
    }

    private protected abstract void JudgeState(Span<double> rewards);

    /// <summary>Rewards of a control step that was just taken; those of the state it led to, unless a domain also looks at what came before.</summary>
    private protected virtual void JudgeStep(Span<double> rewards) => JudgeState(rewards);

    /// <summary>Called after every control step, whatever commanded it.</summary>
    private protected virtual void Observe()
    {
    }

    /// <summary>Called when a start state is in place.</summary>
    /// <param name="random">What is left of the seed's numbers; always the same ones for a given pose.</param>
    private protected virtual void Begin(SeededRandom random)
    {
    }

    /// <summary>Turns an action into controls, before every control step.</summary>
    /// <param name="action">[A], finite; values outside [-1, 1] are to be clipped.</param>
    /// <param name="controls">[A], receives what the actuators are told.</param>
    private protected virtual void SetControls(ReadOnlySpan<float> action, Span<double> controls)
    {
        for (int i = 0; i < action.Length; i++)
        {
            double unit = (Math.Clamp(action[i], -1f, 1f) + 1.0) / 2;
            controls[i] = _actuation.LowerControl[i] + unit * (_actuation.UpperControl[i] - _actuation.LowerControl[i]);
        }
    }

    private protected static void RequireLength(int length, int expected, string what)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The {what} has {length} entries instead of {expected}.");
        }
    }

    /// <summary>Height of the robot's lowest point above the ground.</summary>
    internal double LowestPointM() => _clearance.LowestM();

    private static void RequireFinite(ReadOnlySpan<double> values, string what)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"Entry {i} of the {what} is {values[i]}.");
            }
        }
    }

    public void Dispose()
    {
        _frames?.Dispose();
        Data.Dispose();
        Model.Dispose();
        GC.SuppressFinalize(this);
    }
}
