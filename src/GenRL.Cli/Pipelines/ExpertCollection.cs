using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.Robots;

namespace GenRL.Cli.Pipelines;

/// <summary>Learns state-based experts and keeps their whole replay as the task part of a dataset.</summary>
public static class ExpertCollection
{
    private const ulong EvaluationSeed = 99;

    /// <summary>
    /// Learns, or goes on from the checkpoint under <c>learning/</c>; stores every episode, and the actors under <c>experts/</c>.
    /// </summary>
    /// <param name="folder">Dataset, made when missing.</param>
    /// <param name="environment">World to learn in.</param>
    /// <param name="renderPreset">How frames of the dataset are rendered.</param>
    /// <param name="options">Tasks, sizes and rates.</param>
    /// <param name="progress">Told after every episode.</param>
    /// <param name="cancellation">Stops between two episodes, with a checkpoint.</param>
    /// <param name="subset">Subset of all episodes; null for one per task, <c>td3_{task}</c>, and <c>td3_random</c>.</param>
    /// <returns>Return of each expert without noise, in one episode.</returns>
    public static IReadOnlyDictionary<string, double> Run(
        string folder, IEnvironment environment, string renderPreset, Td3Options options, IProgress<ExpertProgress> progress, CancellationToken cancellation,
        string? subset = null)
    {
        var dataset = DatasetFolder.OpenOrCreate(folder, environment, renderPreset);
        Dictionary<string, NumberedEpisodes> stores = [];
        using var run = new MultiTaskExpertRun(environment, options);
        try
        {
            run.Run(Store, progress, cancellation, Path.Combine(folder, "learning", FormattableString.Invariant($"{subset ?? "td3"}-{options.Seed}.safetensors")));
        }
        finally
        {
            dataset.SaveManifest();
        }

        run.Save(Path.Combine(folder, "experts"));
        return options.Tasks.Select((task, number) => (task, Return: run.Evaluate(number, EvaluationSeed))).ToDictionary(pair => pair.task, pair => pair.Return);

        void Store(ExpertEpisode episode)
        {
            var name = subset ?? $"td3_{episode.Task}";
            if (!stores.TryGetValue(name, out var store))
            {
                stores.Add(name, store = new NumberedEpisodes(dataset, name, (ulong)options.Seed));
            }

            var details = new PoseEpisodeDetails(environment.Robot.Name, name, environment.Tasks, (ulong)options.Seed, FormattableString.Invariant($"td3 learning {episode.Task}, noise {episode.Noise:f2}"));
            store.Add(run.Episodes, new PoseEpisode(details, environment.EpisodeSteps + 1, episode.Poses, episode.Actions, episode.Rewards));
        }
    }
}
