using System.Numerics;
using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Simulation.Kitchen.Demonstrations;

/// <summary>
/// Does a task of the kitchen by a script, through actions and contact alone; it only looks at the state. What did not work is tried again,
/// and what worked is followed by standing still.
/// </summary>
/// <param name="task">The task.</param>
public sealed class DemonstrationAgent(string task) : ICollectionAgent
{
    private const float ArrivedM = 0.012f;
    private readonly KitchenTask _task = KitchenTasks.Find(task);
    private readonly ArmServo _servo = new();
    private IReadOnlyList<DemonstrationStage> _stages = [];
    private int _stage, _steps;
    private HandGoal? _end;

    /// <inheritdoc/>
    public void Begin(SeededRandom random)
    {
        _stages = KitchenScripts.Stages(task, random);
        (_stage, _steps, _end) = (0, 0, null);
    }

    /// <inheritdoc/>
    public void Act(IEnvironment environment, Span<float> action)
    {
        KitchenEnvironment kitchen = Kitchen(environment);
        KitchenPhysics physics = kitchen.Physics;
        while (_stage < _stages.Count && IsOver(_stages[_stage], physics))
        {
            (_stage, _steps) = (_stage + 1, 0);
        }

        if (_stage == _stages.Count && !_task.Succeeds(kitchen.Readings.Values))
        {
            (_stage, _steps, _end) = (0, 0, null);
        }

        if (_stage == _stages.Count)
        {
            _end ??= new HandGoal(ArmServo.Pads(physics), 0);
            Move(physics, _end.Value, 0.1, 1, action);
            return;
        }

        DemonstrationStage stage = _stages[_stage];
        _steps++;
        Move(physics, stage.Goal(physics), stage.SpeedMPerS, stage.Grip, action);
    }

    internal static KitchenEnvironment Kitchen(IEnvironment environment) => environment as KitchenEnvironment
        ?? throw new ArgumentException($"Demonstrations are given in the kitchen only, not in {environment.GetType().Name}.", nameof(environment));

    /// <summary>Nothing to free.</summary>
    public void Dispose()
    {
    }

    private bool IsOver(DemonstrationStage stage, KitchenPhysics physics) =>
        _steps >= stage.MostSteps || (stage.Until?.Invoke(physics) ?? Vector3.Distance(stage.Goal(physics).Pads, ArmServo.Pads(physics)) < ArrivedM);

    private void Move(KitchenPhysics physics, HandGoal goal, double speedMPerS, double grip, Span<float> action)
    {
        _servo.Act(physics, goal, speedMPerS, KitchenEnvironment.StartPose, action);
        action[7] = action[8] = (float)grip;
    }
}
