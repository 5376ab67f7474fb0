using System.Collections.Concurrent;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Simulation;

namespace GenRL.Cli.Datasets;

/// <summary>Makes a dataset by a recipe: collects, renders, embeds and checks. Started again, it goes on where it was interrupted.</summary>
/// <param name="folder">The dataset.</param>
/// <param name="record">Recipe, scale, seed and options.</param>
/// <param name="model">Video-language model.</param>
/// <param name="threads">Threads at work; they change the time it takes and nothing else.</param>
/// <param name="progress">Told of the progress of every stage; called by several threads.</param>
internal sealed class DatasetMaking(string folder, RecipeRecord record, IWindowEmbedder model, int threads, IProgress<WorkProgress>? progress)
{
    /// <summary>Runs every stage that is not done yet.</summary>
    /// <param name="cancellation">Stops; what is done stays.</param>
    /// <returns>What the finished dataset holds, with every problem.</returns>
    /// <exception cref="WrongUseException">The folder holds something else.</exception>
    public DatasetReport Run(CancellationToken cancellation)
    {
        Begin();
        Collect(Plans(), cancellation);
        DatasetStages.Render(folder, threads, progress, cancellation);
        DatasetStages.Embed(DatasetFolder.Open(folder), model, record.Stride, overwrite: false, progress, cancellation);
        var report = DatasetCheck.Run(folder, progress, cancellation);
        return report with { Problems = [.. report.Problems, .. Shortages(report)] };
    }

    /// <summary>Seed of a subset, below 2^31: learners of one seed would begin with the same episodes.</summary>
    /// <param name="seed">Seed of the dataset.</param>
    /// <param name="subset">Place of the subset in the recipe.</param>
    internal static ulong SeedOf(ulong seed, int subset) => SeededRandom.Fork(seed, (ulong)subset).NextBits() >> 33;

    private IReadOnlyList<SubsetPlan> Plans()
    {
        using var environment = Worlds.Create(record.Recipe.Domain, record.Recipe.Render);
        DatasetFolder.OpenOrCreate(folder, environment, record.Recipe.Render.ToString().ToLowerInvariant());
        return record.Recipe.Plan(record.Scale, environment.EpisodeSteps + 1);
    }

    private void Begin()
    {
        if (RecipeRecord.Read(folder) is { } begun)
        {
            record.RequireContinuationOf(begun, folder);
        }
        else if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new WrongUseException($"{folder} is not empty and was not made by a recipe; name a new folder.");
        }

        record.Save(folder);
    }

    // Learners side by side, each on a thread of its own; then those that use all threads themselves.
    private void Collect(IReadOnlyList<SubsetPlan> plans, CancellationToken cancellation)
    {
        ConcurrentQueue<SubsetPlan> learners = new(plans.Where(plan => SubsetAgents.Find(plan.Subset.Agent).UsesOneThread));
        if (!learners.IsEmpty)
        {
            WorkerThreads.Run(Math.Min(threads, learners.Count), "learn", stop =>
            {
                while (learners.TryDequeue(out var plan))
                {
                    stop.ThrowIfCancellationRequested();
                    Collect(plan, stop);
                }
            }, cancellation);
        }

        foreach (var plan in plans.Where(plan => !SubsetAgents.Find(plan.Subset.Agent).UsesOneThread))
        {
            Collect(plan, cancellation);
        }
    }

    private void Collect(SubsetPlan plan, CancellationToken cancellation) => SubsetAgents.Find(plan.Subset.Agent).Collect(
        new SubsetWork(folder, record.Recipe.Domain, record.Recipe.Render, plan, SeedOf(record.Seed, record.Recipe.Subsets.ToList().IndexOf(plan.Subset)), threads, record.Experts, progress), cancellation);

    private IEnumerable<string> Shortages(DatasetReport report)
    {
        foreach (var plan in Plans())
        {
            var found = report.Subsets.FirstOrDefault(subset => subset.Name == plan.Subset.Name)?.Episodes ?? 0;
            if (found < plan.Episodes)
            {
                yield return $"{folder}: subset '{plan.Subset.Name}' has {found} readable episodes of {plan.Episodes}.";
            }
        }
    }
}
