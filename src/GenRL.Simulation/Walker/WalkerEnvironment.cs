using GenRL.Data;
using MuJoCo;

namespace GenRL.Simulation.Walker;

/// <summary>The planar biped of the task specification, section 2: 40 control steps per second, 20 decisions, 25 s episodes.</summary>
public sealed class WalkerEnvironment : PhysicsEnvironment
{
    private readonly (int Position, double Lower, double Upper)[] _hinges;
    private readonly int _pitch, _height;

    public WalkerEnvironment(RenderPreset preset)
        : base(ModelXml, "walker", controlPeriodS: 0.025, jointSpeedRadPerS: 60, "side", preset, WalkerTasks.All.Count)
    {
        Physics = new WalkerPhysics(Model, Data);
        MjField<byte> limited = Model.Field<byte>("jnt_limited");
        MjField<int> address = Model.Field<int>("jnt_qposadr");
        MjField<double> range = Model.Field<double>("jnt_range");
        _hinges = [.. Enumerable.Range(0, limited.Rows).Where(joint => limited[joint] != 0)
            .Select(joint => (address[joint], range.Row(joint)[0], range.Row(joint)[1]))];
        _pitch = address[Model.Id(MjObject.Joint, "rooty")];
        _height = address[Model.Id(MjObject.Joint, "rootz")];
        Reset(0);
    }

    /// <summary>MJCF of the walker's world.</summary>
    public static string ModelXml { get; } = ReadModel("walker.xml");

    /// <summary>The pose in which the walker stands straight at the start: all zeros.</summary>
    public static IReadOnlyList<double> StandingPose { get; } = new double[9];

    /// <summary>The state as named quantities.</summary>
    public WalkerPhysics Physics { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tasks { get; } = [.. WalkerTasks.All.Select(task => task.Name)];

    /// <inheritdoc/>
    public override int StateSize => Physics.ObservationSize;

    /// <inheritdoc/>
    public override MotionSummary Motion => new(Physics.TorsoX, Physics.TorsoHeight, Physics.HorizontalVelocity, Physics.TorsoUpright);

    /// <inheritdoc/>
    public override void ReadState(Span<float> state)
    {
        RequireLength(state.Length, StateSize, "state buffer");
        Physics.Observe(state);
    }

    /// <inheritdoc/>
    public override void ResetOnGround(ulong seed)
    {
        const double mostTiltRad = 1.2;
        var random = new SeededRandom(seed);
        var pose = new double[PoseSize];
        DrawStart(random, pose);
        pose[_pitch] = random.Between(-mostTiltRad, mostTiltRad);
        ResetTo(pose);
        pose[_height] -= LowestPointM();
        ResetTo(pose);
    }

    private protected override void DrawStart(SeededRandom random, Span<double> pose)
    {
        foreach ((int position, double lower, double upper) in _hinges)
        {
            pose[position] = random.Between(lower, upper);
        }

        pose[_pitch] = random.Between(-Math.PI, Math.PI);
    }

    private protected override void JudgeState(Span<double> rewards)
    {
        for (int task = 0; task < rewards.Length; task++)
        {
            rewards[task] = WalkerTasks.All[task].Reward(Physics);
        }
    }
}
