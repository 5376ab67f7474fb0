using System.Diagnostics;
using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Experts;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Goals;

/// <summary>
/// Learns from joint-space states to reach poses that are drawn at random, whatever the tasks, and hands every episode out, so that
/// stances which no random motion holds become data. TD3 on the closeness to the goal, with goals replaced in hindsight
/// (Andrychowicz et al. 2017). A run in a folder: started again it goes on from its last checkpoint, with the same numbers as
/// without the interruption.
/// </summary>
public sealed class GoalRun : IDisposable
{
    /// <summary>Subset of a dataset that the episodes belong to.</summary>
    public const string Subset = "goals";

    private readonly IEnvironment environment;
    private readonly GoalOptions options;
    private readonly GoalReplay replay;
    private readonly GoalExplorer explorer;
    private readonly Td3Learner learner;
    private readonly TrainingState state = new();
    private readonly MetricsLog log;
    private readonly string checkpoint;
    private int steps;
    private int episodes;

    /// <param name="folder">Folder of checkpoint and curve, made when missing.</param>
    /// <param name="environment">World to learn in; stays owned by the caller.</param>
    /// <param name="layout">Where joints, height and pitch are in its poses.</param>
    /// <param name="poses">Poses to begin with and to reach.</param>
    /// <param name="options">Sizes and rates.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidDataException">The folder's checkpoint is damaged, or of other sizes.</exception>
    public GoalRun(string folder, IEnvironment environment, PoseLayout layout, IPoseSource poses, GoalOptions options)
    {
        options.RequireValid();
        this.environment = environment;
        this.options = options;
        Directory.CreateDirectory(folder);
        checkpoint = Path.Combine(folder, "checkpoint.safetensors");
        log = new MetricsLog(Path.Combine(folder, "metrics.csv"));
        var space = new PostureSpace(environment.Robot, layout, options.Closeness);
        replay = new GoalReplay(space, environment.StateSize, environment.Robot.ActionSize);
        explorer = new GoalExplorer(environment, options, space, replay, poses);
        learner = SeededWeights.Make(options.Seed, () => new Td3Learner(options, replay.InputSize, environment.Robot.ActionSize));
        learner.Describe(state);
        replay.Describe(state);
        state.Add("steps", () => steps, value => steps = (int)value);
        state.Add("episodes", () => episodes, value => episodes = (int)value);
        if (File.Exists(checkpoint))
        {
            state.Load(checkpoint);
        }

        log.Truncate(Subset, steps);
    }

    /// <summary>Agent steps taken, those of earlier runs in the folder included.</summary>
    public int Steps => steps;

    /// <summary>Runs the episodes that are left, and ends with a checkpoint, also when cancelled.</summary>
    /// <param name="store">Receives every episode with its number.</param>
    /// <param name="progress">Told after every episode, or null.</param>
    /// <param name="cancellation">Stops after the episode under way.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(Action<int, PoseEpisode> store, IProgress<CollectionProgress>? progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var (begun, saved) = (steps, steps);
        while (steps < options.Steps && !cancellation.IsCancellationRequested)
        {
            store(episodes, RunEpisode());
            episodes++;
            log.Append(Subset, steps, explorer.Figures);
            var rate = (steps - begun) / watch.Elapsed.TotalSeconds;
            progress?.Report(new CollectionProgress(steps, options.Steps, rate, TimeSpan.FromSeconds(Math.Max(0, options.Steps - steps) / rate), explorer.Figures));
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

    /// <summary>Pursues a goal without noise from where the robot is, learning nothing.</summary>
    /// <param name="goal">The pose wanted, [P]; its place along the ground does not matter.</param>
    /// <param name="agentSteps">Steps to get there and stay.</param>
    /// <returns>How far the posture is from the goal at the end.</returns>
    public PostureError Pursue(ReadOnlySpan<double> goal, int agentSteps) => explorer.Pursue(learner.Actor, goal, agentSteps);

    /// <inheritdoc/>
    public void Dispose() => learner.Dispose();

    // every random number of an episode depends on the seed and the episode's number only, so that a resumed run draws the same
    private PoseEpisode RunEpisode()
    {
        var random = SeededRandom.Fork((ulong)options.Seed, (ulong)episodes);
        using var generator = new Generator(random.NextBits());
        using var stream = RandomStream.Use(generator);
        var learning = episodes >= options.RandomEpisodes;
        var deviation = learning ? random.Between(0, options.LargestExplorationNoise) : 1;
        var rows = explorer.Run(learning ? learner.Actor : null, deviation, random, AfterStep);
        replay.Add(rows);
        return explorer.Recorded(Subset, FormattableString.Invariant($"goal explorer, noise {deviation:f2}"));

        void AfterStep()
        {
            steps++;
            if (learning)
            {
                Learn(random);
            }
        }
    }

    private void Learn(SeededRandom random)
    {
        using var scope = NewDisposeScope();
        var input = empty(options.Batch, replay.InputSize);
        var action = empty(options.Batch, environment.Robot.ActionSize);
        var reward = empty(options.Batch);
        var next = empty(options.Batch, replay.InputSize);
        replay.Draw(random, options, Floats(input), Floats(action), Floats(reward), Floats(next));
        learner.Update(input, action, reward, next);
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
