using GenRL.Data;
using GenRL.Simulation;

namespace GenRL.Cli.Datasets;

/// <summary>An agent that has learned nothing, in several worlds at once.</summary>
/// <param name="setup">Makes the collection for a domain and render preset.</param>
internal sealed class ExplorerSubsetAgent(Func<string, RenderPreset, CollectionSetup> setup) : ISubsetAgent
{
    /// <inheritdoc/>
    public bool NeedsTask => false;

    /// <inheritdoc/>
    public bool UsesOneThread => false;

    /// <inheritdoc/>
    public void Collect(SubsetWork work, CancellationToken cancellation)
    {
        CollectionOptions options = new(work.Folder, work.Plan.Subset.Name, work.Plan.Subset.Agent, work.Plan.Episodes)
        {
            Seed = work.Seed,
            Environments = work.Threads,
        };
        new Collection(options, setup(work.Domain, work.Render)).Run(work.Progress, cancellation);
    }
}
