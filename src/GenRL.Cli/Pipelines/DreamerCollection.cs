using GenRL.Data;
using GenRL.Learning.Collection;
using GenRL.Learning.Collection.Dreamer;
using GenRL.Simulation;

namespace GenRL.Cli.Pipelines;

/// <summary>Acts on rendered frames and learns meanwhile; every episode goes into a subset of the dataset.</summary>
public static class DreamerCollection
{
    /// <summary>Subset of the exploring agent.</summary>
    public const string ExplorerSubset = "plan2explore";

    /// <summary>Subset of the agent that follows a task.</summary>
    public static string SubsetOf(string task) => $"dreamer_{task}";

    /// <summary>Learns, or goes on, until the steps are taken; checkpoint and curve are under <c>{subset}/seed-{seed}/</c>.</summary>
    /// <param name="folder">Dataset, made when missing.</param>
    /// <param name="environment">World to act in.</param>
    /// <param name="renderPreset">How its frames are drawn.</param>
    /// <param name="task">Task to follow; null for the exploring agent.</param>
    /// <param name="options">Sizes and rates.</param>
    /// <param name="progress">Told after every episode.</param>
    /// <param name="cancellation">Stops after the episode under way, with a checkpoint.</param>
    public static DreamerCollectionResult Run(
        string folder, PhysicsEnvironment environment, string renderPreset, string? task, DreamerOptions options,
        IProgress<CollectionProgress> progress, CancellationToken cancellation)
    {
        var dataset = DatasetFolder.OpenOrCreate(folder, environment, renderPreset);
        if (dataset.Manifest.RenderPreset != renderPreset)
        {
            throw new ArgumentException($"{folder}: is rendered as {dataset.Manifest.RenderPreset}; an agent that acts on frames must see the same, not {renderPreset}.");
        }

        var subset = task is null ? ExplorerSubset : SubsetOf(task);
        var episodes = new NumberedEpisodes(dataset, subset, (ulong)options.Seed);
        using var run = new DreamerRun(Path.Combine(folder, subset, FormattableString.Invariant($"seed-{options.Seed}")), environment, episodes, subset, task, options);
        try
        {
            run.Run(progress, cancellation);
        }
        finally
        {
            dataset.SaveManifest();
        }

        var collected = dataset.Manifest.Subsets.First(part => part.Name == subset);
        return new DreamerCollectionResult(subset, collected.Episodes, run.Steps);
    }
}
