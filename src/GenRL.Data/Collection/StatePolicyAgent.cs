using GenRL.Robots;

namespace GenRL.Data;

/// <summary>Acts by policies on the state: one drawn per episode, exchanged for another now and then, so that the data has transitions between behaviours.</summary>
/// <param name="policies">The behaviours, such as experts for standing, walking and running.</param>
/// <param name="shortestSteps">Fewest agent steps before a change.</param>
/// <param name="longestSteps">Most agent steps before a change; <see cref="int.MaxValue"/> keeps one policy for the episode.</param>
public sealed class StatePolicyAgent(IReadOnlyList<StatePolicy> policies, int shortestSteps = int.MaxValue, int longestSteps = int.MaxValue) : ICollectionAgent
{
    private SeededRandom _random = new(0);
    private float[] _state = [];
    private StatePolicy? _policy;
    private int _stepsLeft;

    /// <inheritdoc/>
    public void Begin(SeededRandom random)
    {
        if (policies.Count == 0 || shortestSteps < 1 || longestSteps < shortestSteps)
        {
            throw new InvalidOperationException($"{policies.Count} policies cannot be changed every {shortestSteps} to {longestSteps} steps.");
        }
        _random = random;
        Choose();
    }

    /// <inheritdoc/>
    public void Act(IEnvironment environment, Span<float> action)
    {
        if (_stepsLeft-- <= 0)
        {
            Choose();
        }
        if (_state.Length != environment.StateSize)
        {
            _state = new float[environment.StateSize];
        }
        environment.ReadState(_state);
        _policy!(_state, action);
    }

    public void Dispose()
    {
    }

    private void Choose()
    {
        _policy = policies[_random.Next(policies.Count)];
        _stepsLeft = longestSteps == int.MaxValue ? int.MaxValue : shortestSteps + _random.Next(longestSteps - shortestSteps + 1) - 1;
    }
}
