using GenRL.Data;

namespace GenRL.Simulation.Exploration;

/// <summary>Independent uniform actions: the random agent that scores are normalised by.</summary>
public sealed class UniformExplorer : IExplorer
{
    private SeededRandom _random = new(0);

    /// <inheritdoc/>
    public void Begin(ulong seed) => _random = new SeededRandom(seed);

    /// <inheritdoc/>
    public void Act(PhysicsEnvironment world, Span<float> action)
    {
        for (int i = 0; i < action.Length; i++)
        {
            action[i] = (float)_random.Between(-1, 1);
        }
    }
}
