using System.Diagnostics;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>
/// Acts on frames of an environment and learns meanwhile, following a task (spec 8.1) or its own curiosity (spec 8.2). Every episode
/// goes to disk, so that the replay is the dataset. A run in a folder: started again it renders its episodes, goes on from its last
/// checkpoint and gets the same numbers as without the interruption.
/// </summary>
public sealed class DreamerRun : IDisposable
{
    private readonly IEnvironment environment;
    private readonly NumberedEpisodes episodes;
    private readonly string subset;
    private readonly DreamerOptions options;
    private readonly int task;
    private readonly bool followsTask;
    private readonly DreamerLearner learner;
    private readonly DreamerPolicy policy;
    private readonly EpisodeRecorder recorder;
    private readonly PixelReplay replay;
    private readonly TrainingState state = new();
    private readonly MetricsLog log;
    private readonly string checkpoint;
    private readonly float[] action;
    private readonly Dictionary<string, double> figures = [];
    private int steps;
    private int count;

    /// <param name="folder">Folder of checkpoint and curve, made when missing.</param>
    /// <param name="environment">World to act in; stays owned by the caller.</param>
    /// <param name="episodes">Where episodes are kept.</param>
    /// <param name="subset">Part of the dataset that they belong to.</param>
    /// <param name="task">Task to follow; null for an agent that follows none.</param>
    /// <param name="options">Sizes and rates.</param>
    /// <exception cref="ArgumentException">An option is out of range, or there is no such task.</exception>
    /// <exception cref="InvalidDataException">The folder's checkpoint is damaged, of other sizes, or of episodes that are gone.</exception>
    public DreamerRun(string folder, IEnvironment environment, NumberedEpisodes episodes, string subset, string? task, DreamerOptions options)
    {
        options.RequireValid();
        (this.environment, this.episodes, this.subset, this.options) = (environment, episodes, subset, options);
        followsTask = task is not null;
        this.task = task is null ? 0 : environment.Tasks.ToList().IndexOf(task);
        if (this.task < 0)
        {
            throw new ArgumentException($"there is no task '{task}'; known are {string.Join(", ", environment.Tasks)}");
        }

        if (followsTask == options.EnsembleMembers > 0)
        {
            throw new ArgumentException("An agent follows either a task or the disagreement of an ensemble.", nameof(options));
        }

        if (environment.EpisodeSteps + 1 < options.Length)
        {
            throw new ArgumentException($"Sequences of {options.Length} steps do not fit into episodes of {environment.EpisodeSteps + 1} rows.");
        }

        Directory.CreateDirectory(folder);
        checkpoint = Path.Combine(folder, "checkpoint.safetensors");
        log = new MetricsLog(Path.Combine(folder, "metrics.csv"));
        learner = new DreamerLearner(options, environment.Robot.ActionSize);
        policy = new DreamerPolicy(learner.Model, learner.Actor, learner.Model.Feature);
        recorder = new EpisodeRecorder(environment, pixels: true);
        replay = new PixelReplay(options.ReplayRows);
        action = new float[environment.Robot.ActionSize];
        learner.Describe(state);
        state.Add("steps", () => steps, value => steps = (int)value);
        state.Add("episodes", () => count, value => count = (int)value);
        if (File.Exists(checkpoint))
        {
            state.Load(checkpoint);
            Recall();
        }

        log.Truncate(subset, steps);
    }

    /// <summary>Agent steps taken, those of earlier runs in the folder included.</summary>
    public int Steps => steps;

    /// <summary>Runs the episodes that are left, and ends with a checkpoint, also when cancelled.</summary>
    /// <param name="progress">Told after every episode, or null.</param>
    /// <param name="cancellation">Stops after the episode under way.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="ArithmeticException">Learning diverged; the last checkpoint is from before.</exception>
    public void Run(IProgress<CollectionProgress>? progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var (begun, saved) = (steps, steps);
        while (steps < options.Steps && !cancellation.IsCancellationRequested)
        {
            RunEpisode();
            log.Append(subset, steps, figures);
            var rate = (steps - begun) / watch.Elapsed.TotalSeconds;
            progress?.Report(new CollectionProgress(steps, options.Steps, rate, TimeSpan.FromSeconds(Math.Max(0, options.Steps - steps) / rate), figures));
            if (steps - saved >= options.CheckpointEvery)
            {
                state.Save(checkpoint);
                saved = steps;
            }
        }

        if (steps > saved)
        {
            state.Save(checkpoint);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        policy.Dispose();
        learner.Dispose();
    }

    // every random number of an episode depends on the seed and the episode's number only, so that a resumed run draws the same
    private void RunEpisode()
    {
        var random = SeededRandom.Fork((ulong)options.Seed, (ulong)count);
        using var generator = new Generator(random.NextBits());
        using var stream = RandomStream.Use(generator);
        var seeding = steps < options.SeedSteps;
        environment.Reset(random.NextBits());
        recorder.Begin();
        for (var step = 0; step < environment.EpisodeSteps; step++)
        {
            ChooseAction(seeding, step == 0, random);
            recorder.Step(action);
            steps++;
            if (!seeding && steps % options.UpdateEvery == 0 && replay.Episodes > 0)
            {
                Learn(random);
            }
        }

        var recorded = recorder.ToPoseEpisode(subset, (ulong)options.Seed, seeding ? "random actions" : $"{subset} learning");
        if (followsTask)
        {
            figures["return"] = recorded.Return(task);
        }

        replay.Add(recorder.ToEpisode(task));
        episodes.Add(count, recorded);
        count++;
    }

    private void ChooseAction(bool seeding, bool isFirst, SeededRandom random)
    {
        if (!seeding)
        {
            policy.Act(recorder.LastFrame, isFirst, action);
            return;
        }

        for (var joint = 0; joint < action.Length; joint++)
        {
            action[joint] = (float)random.Between(-1, 1);
        }
    }

    private void Learn(SeededRandom random)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, value) in learner.Update(replay.Draw(random, options.Batch, options.Length)))
        {
            figures[name] = value;
        }
    }

    // the replay is the dataset: what was seen is rendered again from the poses of the episodes
    private void Recall()
    {
        var needed = Math.Min(count, (options.ReplayRows / (environment.EpisodeSteps + 1)) + 1);
        for (var number = count - needed; number < count; number++)
        {
            var episode = episodes.Load(number);
            var frames = new byte[episode.Length * FrameFormat.Bytes];
            for (var row = 0; row < episode.Length; row++)
            {
                environment.ResetTo(episode.Pose(row));
                environment.ReadPixels(frames.AsSpan(row * FrameFormat.Bytes, FrameFormat.Bytes));
            }

            var tasks = episode.Details.Tasks.Count;
            replay.Add(new Episode(frames, episode.Action.ToArray(), [.. Enumerable.Range(0, episode.Length).Select(row => episode.Rewards[(row * tasks) + task])]));
        }
    }
}
