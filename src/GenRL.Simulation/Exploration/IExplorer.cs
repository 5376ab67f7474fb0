namespace GenRL.Simulation.Exploration;

/// <summary>An agent that acts without having learned anything. The same seed gives the same behaviour.</summary>
public interface IExplorer
{
    /// <summary>Starts a new episode.</summary>
    void Begin(ulong seed);

    /// <summary>Chooses the next action.</summary>
    /// <param name="world">The world to act in, for explorers that look at joints.</param>
    /// <param name="action">[A], receives values in [-1, 1].</param>
    void Act(PhysicsEnvironment world, Span<float> action);
}
