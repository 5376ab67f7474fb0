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
    private readonly MjField<double> _position, _velocity, _control, _actuatorForce, _gear;
    private readonly double[] _lowerControl, _upperControl, _controls, _rewards;
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
        _actuatorForce = Data.Field<double>("actuator_force");
        _gear = Model.Field<double>("actuator_gear");
        ControlPeriodS = controlPeriodS;
        Substeps = (int)Math.Round(controlPeriodS / Model.Option("timestep"));

        int actuators = Model.Count("nu");
        MjField<double> range = Model.Field<double>("actuator_ctrlrange");
        _lowerControl = [.. Enumerable.Range(0, actuators).Select(i => range.Row(i)[0])];
        _upperControl = [.. Enumerable.Range(0, actuators).Select(i => range.Row(i)[1])];
        _controls = new double[actuators];
        _rewards = new double[tasks];
        MjField<int> transmission = Model.Field<int>("actuator_trnid");
        int[] joints = [.. Enumerable.Range(0, actuators).Select(i => transmission.Row(i)[0])];
        _jointPosition = [.. joints.Select(joint => Model.Field<int>("jnt_qposadr")[joint])];
        _jointVelocity = [.. joints.Select(joint => Model.Field<int>("jnt_dofadr")[joint])];
        Robot = new RobotDescription(name, [.. joints.Select((joint, i) => Describe(joint, i, jointSpeedRadPerS))], 2 * controlPeriodS, 2);
        Layout = new PoseLayout(_jointPosition, RootPosition("rootz"), RootPosition("rooty"));
    }

    /// <inheritdoc/>
    public RobotDescription Robot { get; }

    /// <summary>Where joints, torso height and torso pitch are in a pose; planar robots name the latter <c>rootz</c> and <c>rooty</c>.</summary>
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

    private int Substeps { get; }

    private JointDescription Describe(int joint, int actuator, double speedRadPerS)
    {
        Span<double> limits = Model.Field<double>("jnt_range").Row(joint);
        double effort = Model.Field<byte>("actuator_forcelimited")[actuator] != 0
            ? Model.Field<double>("actuator_forcerange").Row(actuator)[1]
            : _gear.Row(actuator)[0] * Math.Max(Math.Abs(_lowerControl[actuator]), Math.Abs(_upperControl[actuator]));
        return new JointDescription(Model.Name(MjObject.Joint, joint)!, limits[0], limits[1], effort, speedRadPerS);
    }

    private int? RootPosition(string joint) =>
        Enumerable.Range(0, Model.Count("njnt")).Where(i => Model.Name(MjObject.Joint, i) == joint).Select(i => (int?)Model.Field<int>("jnt_qposadr")[i]).FirstOrDefault();

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        Data.Reset();
        var random = new SeededRandom(seed);
        DrawStart(random, _position.Span);
        Data.ForwardUnactuated();
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

    /// <summary>Advances one control step with torques instead of actions, as a robot's joint controller would.</summary>
    /// <param name="torquesNm">[A] in action order; clipped to what the actuators can do.</param>
    /// <exception cref="ArgumentException">The length is wrong or a torque is not finite.</exception>
    /// <exception cref="InvalidOperationException">The simulation diverged.</exception>
    public virtual void StepTorques(ReadOnlySpan<double> torquesNm)
    {
        RequireLength(torquesNm.Length, Robot.ActionSize, "torque vector");
        RequireFinite(torquesNm, "torque");
        for (int i = 0; i < torquesNm.Length; i++)
        {
            _controls[i] = Math.Clamp(torquesNm[i] / _gear.Row(i)[0], _lowerControl[i], _upperControl[i]);
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

    /// <summary>Copies angle, speed and motor torque of the actuated joints, in action order.</summary>
    public void ReadJoints(Span<double> positionsRad, Span<double> velocitiesRadPerS, Span<double> torquesNm)
    {
        for (int i = 0; i < _jointPosition.Length; i++)
        {
            positionsRad[i] = _position[_jointPosition[i]];
            velocitiesRadPerS[i] = _velocity[_jointVelocity[i]];
            torquesNm[i] = _actuatorForce[i] * _gear.Row(i)[0];
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

    private protected abstract void JudgeState(Span<double> rewards);

    /// <summary>Rewards of a control step that was just taken; those of the state it led to, unless a domain also looks at what came before.</summary>
    private protected virtual void JudgeStep(Span<double> rewards) => JudgeState(rewards);

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
            controls[i] = _lowerControl[i] + unit * (_upperControl[i] - _lowerControl[i]);
        }
    }

    private protected static void RequireLength(int length, int expected, string what)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The {what} has {length} entries instead of {expected}.");
        }
    }

    /// <summary>Height of the lowest point of the robot's capsules and spheres above the ground.</summary>
    internal double LowestPointM()
    {
        const int sphere = 2, capsule = 3;
        MjField<int> type = Model.Field<int>("geom_type");
        MjField<double> size = Model.Field<double>("geom_size"), middle = Data.Field<double>("geom_xpos"), axes = Data.Field<double>("geom_xmat");
        double lowest = double.PositiveInfinity;
        for (int geom = 0; geom < type.Rows; geom++)
        {
            if (type[geom] is sphere or capsule)
            {
                // a sphere has no second size: it is a capsule of length 0
                lowest = Math.Min(lowest, middle.Row(geom)[2] - Math.Abs(axes.Row(geom)[8]) * size.Row(geom)[1] - size.Row(geom)[0]);
            }
        }

        return lowest;
    }

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
