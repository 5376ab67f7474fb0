using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.Simulation;

namespace GenRL.Cli.Datasets;

/// <summary>
/// An expert that learns one task from joint states; what it does while learning is the subset, as the paper's task data are the replay of
/// an agent that learned the task. At a small scale, every so many episodes of a longer run are stored, so that the subset still shows
/// the whole way from random to skilled.
/// </summary>
internal sealed class ExpertReplayAgent : ISubsetAgent
{
    /// <inheritdoc/>
    public bool NeedsTask => true;

    /// <inheritdoc/>
    public bool UsesOneThread => true;

    /// <inheritdoc/>
    public void Collect(SubsetWork work, CancellationToken cancellation)
    {
        using var environment = Worlds.Create(work.Domain, work.Render);
        var subset = work.Plan.Subset;
        var steps = checked(work.Plan.Episodes * environment.EpisodeSteps * work.Experts.StoreEvery);
        var options = work.Experts with { Tasks = [subset.Task!], Steps = steps, Seed = checked((int)work.Seed) };
        ExpertCollection.Run(
            work.Folder, environment, work.Render.ToString().ToLowerInvariant(), options,
            new LineProgress<ExpertProgress>(progress => work.Progress?.Report(new WorkProgress(
                $"collect {subset.Name}", progress.Steps, progress.TotalSteps, "steps", progress.StepsPerSecond, progress.Remaining.TotalSeconds, DiskBytes: 0, Environment.WorkingSet))),
            cancellation, subset.Name);
    }
}
