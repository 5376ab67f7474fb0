using System.Numerics;
using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Simulation.Kitchen.Demonstrations;

/// <summary>
/// Explores the kitchen without a task: the hand goes to places within reach and, in between, begins what the demonstrations do, of which
/// it often leaves something undone. Velocities drawn at random would let the arm sink and touch nothing.
/// </summary>
public sealed class PlayAgent : ICollectionAgent
{
    private const double ScriptShare = 0.4, AbandonedShare = 0.1;
    private const int ShortestWay = 6, LongestWay = 20;
    private readonly ArmServo _servo = new();
    private readonly Queue<DemonstrationStage> _stages = new();
    private SeededRandom _random = new(0);
    private int _stepsLeft;

    /// <inheritdoc/>
    public void Begin(SeededRandom random)
    {
        _random = random;
        _stages.Clear();
        _stepsLeft = 0;
    }

    /// <inheritdoc/>
    public void Act(IEnvironment environment, Span<float> action)
    {
        KitchenPhysics physics = DemonstrationAgent.Kitchen(environment).Physics;
        if (_stages.Count > 0 && (_stepsLeft-- <= 0 || (_stages.Peek().Until?.Invoke(physics) ?? false)))
        {
            _stages.Dequeue();
            if (_random.NextDouble() < AbandonedShare)
            {
                _stages.Clear();
            }

            _stepsLeft = _stages.Count == 0 ? 0 : Math.Min(_stages.Peek().MostSteps, LongestWay);
        }

        if (_stages.Count == 0)
        {
            Choose();
            _stepsLeft = Math.Min(_stages.Peek().MostSteps, LongestWay);
        }

        DemonstrationStage stage = _stages.Peek();
        _servo.Act(physics, stage.Goal(physics), stage.SpeedMPerS, KitchenEnvironment.StartPose, action);
        action[7] = action[8] = (float)stage.Grip;
    }

    /// <summary>Nothing to free.</summary>
    public void Dispose()
    {
    }

    private void Choose()
    {
        if (_random.NextDouble() < ScriptShare)
        {
            foreach (DemonstrationStage stage in KitchenScripts.Stages(KitchenTasks.All[_random.Next(KitchenTasks.All.Count)].Name, _random))
            {
                _stages.Enqueue(stage);
            }

            return;
        }

        Vector3 place = new((float)_random.Between(-0.75, 0.15), (float)_random.Between(0.15, 0.62), (float)_random.Between(1.72, 2.6));
        HandGoal goal = new(place, _random.Between(-0.3, 0.5));
        int steps = ShortestWay + _random.Next(LongestWay - ShortestWay + 1);
        _stages.Enqueue(new DemonstrationStage(_ => goal, _random.NextDouble() < 0.5 ? 1 : -1, _random.Between(0.1, 0.4), steps));
    }
}
