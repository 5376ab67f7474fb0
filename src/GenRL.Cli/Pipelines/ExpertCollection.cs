using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.Robots;

namespace GenRL.Cli.Pipelines;

/// <summary>Learns state-based experts and keeps their whole replay as the task part of a dataset.</summary>
public static class ExpertCollection
{
    private const ulong EvaluationSeed = 99;

    /// <summary>Learns, stores every episode under <c>td3_{task}</c> or <c>td3_random</c>, and the actors under <c>experts/</c>.</summary>
    /// <returns>Return of each expert without noise, in one episode.</returns>
    public static IReadOnlyDictionary<string, double> Run(
        string folder, IEnvironment environment, string renderPreset, Td3Options options, IProgress<ExpertProgress> progress, CancellationToken cancellation)
    {
        var dataset = DatasetFolder.OpenOrCreate(folder, environment, renderPreset);
        using var run = new MultiTaskExpertRun(environment, options);
        var index = 0;
        run.Run(episode => Store(dataset, environment, episode, index++, options.Seed), progress, cancellation);
        run.Save(Path.Combine(folder, "experts"));
        dataset.SaveManifest();
        return options.Tasks.Select((task, number) => (task, Return: run.Evaluate(number, EvaluationSeed))).ToDictionary(pair => pair.task, pair => pair.Return);
    }

    private static void Store(DatasetFolder dataset, IEnvironment environment, ExpertEpisode episode, int index, int seed)
    {
        var length = environment.EpisodeSteps + 1;
        var details = new PoseEpisodeDetails(environment.Robot.Name, $"td3_{episode.Task}", environment.Tasks, (ulong)seed, FormattableString.Invariant($"td3 learning, noise {episode.Noise:f2}"));
        dataset.Add(new PoseEpisode(details, length, episode.Poses, episode.Actions, episode.Rewards), new EpisodeFileName(index, DateTime.UtcNow, Guid.NewGuid(), length));
    }
}
