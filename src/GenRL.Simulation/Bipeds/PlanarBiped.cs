using GenRL.Data;
using MuJoCo;

namespace GenRL.Simulation.Bipeds;

/// <summary>
/// A biped that moves in a plane (task specification, sections 2 and 3): 40 control steps per second, 20 decisions, 25 s episodes.
/// Starts draw every limited hinge from its whole range and the torso's pitch from a full turn, without settling.
/// </summary>
/// <typeparam name="TPhysics">The named quantities that its rewards are made of.</typeparam>
public abstract class PlanarBiped<TPhysics> : PhysicsEnvironment where TPhysics : BipedPhysics
{
    private readonly IReadOnlyList<(string Name, Func<TPhysics, double> Reward)> _tasks;
    private readonly (int Position, double Lower, double Upper)[] _hinges;
    private readonly int _pitch, _height;

    private protected PlanarBiped(
        string name, string modelXml, double jointSpeedRadPerS, RenderPreset preset,
        Func<MjModel, MjData, TPhysics> physics, IReadOnlyList<(string Name, Func<TPhysics, double> Reward)> tasks)
        : base(modelXml, name, controlPeriodS: 0.025, jointSpeedRadPerS, "side", preset, tasks.Count)
    {
        _tasks = tasks;
        Tasks = [.. tasks.Select(task => task.Name)];
        Physics = physics(Model, Data);
        MjField<byte> limited = Model.Field<byte>("jnt_limited");
        MjField<int> address = Model.Field<int>("jnt_qposadr");
        MjField<double> range = Model.Field<double>("jnt_range");
        _hinges = [.. Enumerable.Range(0, limited.Rows).Where(joint => limited[joint] != 0)
            .Select(joint => (address[joint], range.Row(joint)[0], range.Row(joint)[1]))];
        _pitch = address[Model.Id(MjObject.Joint, "rooty")];
        _height = address[Model.Id(MjObject.Joint, "rootz")];
        Reset(0);
    }

    /// <summary>The state as named quantities.</summary>
    public TPhysics Physics { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tasks { get; }

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
            rewards[task] = _tasks[task].Reward(Physics);
        }
    }
}
