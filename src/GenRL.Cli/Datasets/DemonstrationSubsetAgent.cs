using GenRL.Cli.Pipelines;
using GenRL.Data;

namespace GenRL.Cli.Datasets;

/// <summary>Scripted demonstrations of one task, in several worlds at once.</summary>
internal sealed class DemonstrationSubsetAgent : ISubsetAgent
{
    /// <inheritdoc/>
    public bool NeedsTask => true;

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
        new Collection(options, DemonstrationSetups.Task(work.Domain, work.Render, work.Plan.Subset.Task!, DemonstrationSetups.RecipeNoise)).Run(work.Progress, cancellation);
    }
}
