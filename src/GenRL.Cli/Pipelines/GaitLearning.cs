using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.Simulation.Motions.Gaits;

namespace GenRL.Cli.Pipelines;

/// <summary>Lets the figures of the captioned corpus learn to stand, walk and run, and keeps all they did on the way.</summary>
public static class GaitLearning
{
    /// <summary>Learns what is missing in the folder; a finished figure is kept.</summary>
    /// <param name="folder">Receives one folder per figure.</param>
    /// <param name="options">How to learn; the tasks are the figures' own, the seed is the first figure's.</param>
    /// <param name="threads">Figures that learn side by side; makes no difference to what they learn.</param>
    /// <param name="progress">Told after every episode, or null.</param>
    /// <param name="cancellation">Stops between two episodes; figures under way begin anew.</param>
    public static void Run(string folder, Td3Options options, int threads, IProgress<ExpertProgress>? progress, CancellationToken cancellation)
    {
        var missing = Enumerable.Range(0, GaitLibrary.Figures.Count).Where(figure => !GaitLibrary.IsFinished(folder, figure));
        Parallel.ForEach(
            missing,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            figure => Learn(folder, figure, options with { Seed = options.Seed + figure }, progress, cancellation));
    }

    private static void Learn(string folder, int figure, Td3Options options, IProgress<ExpertProgress>? progress, CancellationToken cancellation)
    {
        using var environment = new FigureEnvironment(GaitLibrary.Figures[figure]);
        using var run = new MultiTaskExpertRun(environment, options with { Tasks = environment.Tasks });
        var number = 0;
        run.Run(episode => Store(folder, figure, number++, environment, episode, options.Seed), progress, cancellation);
        GaitLibrary.Finish(folder, figure);
    }

    private static void Store(string folder, int figure, int number, FigureEnvironment environment, ExpertEpisode episode, int seed)
    {
        var details = new PoseEpisodeDetails("figure", episode.Task, environment.Tasks, (ulong)seed, FormattableString.Invariant($"td3 learning, noise {episode.Noise:f2}"));
        GaitLibrary.Save(folder, figure, number, new PoseEpisode(details, environment.EpisodeSteps + 1, episode.Poses, episode.Actions, episode.Rewards));
    }
}
