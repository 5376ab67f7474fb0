using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Simulation.Exploration;

/// <summary>Collects with an explorer.</summary>
/// <param name="explorer">Who acts.</param>
public sealed class ExplorerAgent(IExplorer explorer) : ICollectionAgent
{
    /// <summary>Episodes that begin crouching, kneeling or sitting on the ground; see <see cref="PhysicsEnvironment.ResetOnGround"/>.</summary>
    public static EpisodeStart StartOnGround(double weight) =>
        new("ground", weight, (environment, random) => World(environment).ResetOnGround(random.NextBits()));

    /// <inheritdoc/>
    public void Begin(SeededRandom random) => explorer.Begin(random.NextBits());

    /// <inheritdoc/>
    public void Act(IEnvironment environment, Span<float> action) => explorer.Act(World(environment), action);

    /// <summary>Nothing to free: explorers hold no native resources.</summary>
    public void Dispose()
    {
    }

    private static PhysicsEnvironment World(IEnvironment environment) =>
        environment as PhysicsEnvironment ?? throw new ArgumentException($"Explorers act in simulated worlds only, not in {environment.GetType().Name}.", nameof(environment));
}
