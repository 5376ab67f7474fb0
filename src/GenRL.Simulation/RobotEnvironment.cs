using MuJoCo;

namespace GenRL.Simulation;

/// <summary>A world whose tasks are rewards of a robot's named quantities.</summary>
/// <typeparam name="TPhysics">The quantities.</typeparam>
public abstract class RobotEnvironment<TPhysics> : PhysicsEnvironment where TPhysics : RobotPhysics
{
    private readonly IReadOnlyList<(string Name, Func<TPhysics, double> Reward)> _tasks;

    private protected RobotEnvironment(
        string name, string modelXml, double controlPeriodS, double jointSpeedRadPerS, string camera, RenderPreset preset,
        Func<MjModel, MjData, TPhysics> physics, IReadOnlyList<(string Name, Func<TPhysics, double> Reward)> tasks)
        : base(modelXml, name, controlPeriodS, jointSpeedRadPerS, camera, preset, tasks.Count)
    {
        _tasks = tasks;
        Tasks = [.. tasks.Select(task => task.Name)];
        Physics = physics(Model, Data);
    }

    /// <summary>The state as named quantities.</summary>
    public TPhysics Physics { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tasks { get; }

    /// <inheritdoc/>
    public override int StateSize => Physics.ObservationSize;

    /// <inheritdoc/>
    public override MotionSummary Motion => Physics.Motion;

    /// <inheritdoc/>
    public override void ReadState(Span<float> state)
    {
        RequireLength(state.Length, StateSize, "state buffer");
        Physics.Observe(state);
    }

    private protected override void JudgeState(Span<double> rewards)
    {
        for (int task = 0; task < rewards.Length; task++)
        {
            rewards[task] = _tasks[task].Reward(Physics);
        }
    }
}
