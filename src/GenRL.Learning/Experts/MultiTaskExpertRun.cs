using System.Diagnostics;
using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Networks;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Experts;

/// <summary>
/// Learns several tasks of one robot together from joint-space states: episodes take turns between the tasks' actors,
/// every transition is judged by all tasks, and every episode, or every so many, is handed out, so that the replay becomes data.
/// </summary>
public sealed class MultiTaskExpertRun : IDisposable
{
    private const double RandomDrift = 0.85;

    // Episodes between two checkpoints, where every step is followed by an update; a checkpoint holds the whole replay.
    private const int CheckpointEvery = 20;

    private readonly IEnvironment environment;
    private readonly Td3Options options;
    private readonly int[] taskIndices;
    private readonly Td3Learner[] learners;
    private readonly StateReplay replay;
    private readonly float[] state;
    private readonly float[] nextState;
    private readonly float[] action;
    private readonly float[] drift;
    private readonly double[] rewards;
    private SeededRandom random = new(0);
    private int steps;

    /// <param name="environment">World to learn in; stays owned by the caller.</param>
    /// <param name="options">Tasks, sizes and rates.</param>
    /// <exception cref="ArgumentException">A task is not among the world's, or an option is below 1.</exception>
    public MultiTaskExpertRun(IEnvironment environment, Td3Options options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.StepsPerUpdate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ReturnSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.StoreEvery);
        this.environment = environment;
        this.options = options;
        taskIndices = [.. options.Tasks.Select(IndexOf)];
        var actionSize = environment.Robot.ActionSize;
        learners = SeededWeights.Make(options.Seed, () => options.Tasks.Select(_ => new Td3Learner(options, environment.StateSize, actionSize)).ToArray());
        replay = new StateReplay(options.Steps + environment.EpisodeSteps, environment.StateSize, actionSize, environment.Tasks.Count);
        state = new float[environment.StateSize];
        nextState = new float[environment.StateSize];
        action = new float[actionSize];
        drift = new float[actionSize];
        rewards = new double[environment.Tasks.Count];
    }

    /// <summary>Episodes run, those of an interrupted run included; while an episode is stored, its number.</summary>
    public int Episodes { get; private set; }

    /// <summary>Runs all episodes.</summary>
    /// <param name="store">Receives the episodes to keep; after an interruption, again those since the last checkpoint.</param>
    /// <param name="progress">Told after every episode, or null.</param>
    /// <param name="cancellation">Stops between two episodes, with a checkpoint.</param>
    /// <param name="checkpoint">File that keeps the run now and then, and that an interrupted run goes on from; null for none.</param>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or of another run.</exception>
    public void Run(Action<ExpertEpisode> store, IProgress<ExpertProgress>? progress, CancellationToken cancellation, string? checkpoint = null)
    {
        using var generator = new Generator((ulong)options.Seed);
        using var stream = RandomStream.Use(generator);
        var state = Describe();
        if (checkpoint is not null && File.Exists(checkpoint))
        {
            state.Load(checkpoint);
        }

        var (watch, begun) = (Stopwatch.StartNew(), steps);
        while (steps < options.Steps)
        {
            if (cancellation.IsCancellationRequested && checkpoint is not null)
            {
                state.Save(checkpoint);
            }

            cancellation.ThrowIfCancellationRequested();

            // numbers of its own for each episode, so that going on from a checkpoint needs no more than its number
            random = SeededRandom.Fork((ulong)options.Seed, (ulong)Episodes);
            generator.manual_seed((long)(random.NextBits() >> 1));
            var learning = Episodes >= options.RandomEpisodes;
            var task = Episodes % learners.Length;
            var noise = learning ? random.NextDouble() * options.LargestExplorationNoise : 1;
            var recorded = RunEpisode(learning ? learners[task].Actor : null, learning ? options.Tasks[task] : "random", noise, learning);
            if (Episodes / learners.Length % options.StoreEvery == 0)
            {
                store(recorded);
            }

            Episodes++;
            if (checkpoint is not null && (Episodes % (CheckpointEvery * options.StepsPerUpdate) == 0 || steps >= options.Steps))
            {
                state.Save(checkpoint);
            }

            var rate = (steps - begun) / watch.Elapsed.TotalSeconds;
            progress?.Report(new ExpertProgress(steps, options.Steps, rate, TimeSpan.FromSeconds((options.Steps - steps) / rate), recorded.Task, Return(recorded, taskIndices[task])));
        }
    }

    /// <summary>Return of one task's policy without noise over an episode, without learning from it.</summary>
    public double Evaluate(int task, ulong seed)
    {
        environment.Reset(seed);
        double sum = 0;
        for (var step = 0; step < environment.EpisodeSteps; step++)
        {
            environment.ReadState(state);
            Act(learners[task].Actor, 0);
            environment.Step(action, rewards);
            sum += rewards[taskIndices[task]];
        }

        return sum;
    }

    /// <summary>Saves each task's actor as <c>{task}.safetensors</c>.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var task = 0; task < learners.Length; task++)
        {
            ModuleCheckpoint.Save(Path.Combine(folder, $"{options.Tasks[task]}.safetensors"), learners[task].Actor);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var learner in learners)
        {
            learner.Dispose();
        }
    }

    private ExpertEpisode RunEpisode(StateActor? actor, string task, double noise, bool learning)
    {
        var length = environment.EpisodeSteps + 1;
        var (poseSize, actionSize, tasks) = (environment.PoseSize, environment.Robot.ActionSize, environment.Tasks.Count);
        var poses = new double[length * poseSize];
        var actions = new float[length * actionSize];
        var taskRewards = new float[length * tasks];
        environment.Reset(random.NextBits());
        Array.Clear(drift);
        environment.ReadState(state);
        environment.ReadPose(poses.AsSpan(0, poseSize));
        for (var row = 1; row < length; row++)
        {
            Act(actor, noise);
            environment.Step(action, rewards);
            environment.ReadState(nextState);
            environment.ReadPose(poses.AsSpan(row * poseSize, poseSize));
            action.CopyTo(actions, row * actionSize);
            var judged = taskRewards.AsSpan(row * tasks, tasks);
            for (var index = 0; index < tasks; index++)
            {
                judged[index] = (float)rewards[index];
            }

            replay.Add(state, action, judged, nextState, isLast: row == length - 1);
            nextState.CopyTo(state, 0);
            steps++;
            if (learning && steps % options.StepsPerUpdate == 0)
            {
                Learn();
            }
        }

        return new ExpertEpisode(task, noise, poses, actions, taskRewards);
    }

    // every task learns in turn: one update a step and task would cost as many times as there are tasks
    private void Learn()
    {
        using var scope = NewDisposeScope();
        var (stateSize, actionSize, tasks) = (environment.StateSize, environment.Robot.ActionSize, environment.Tasks.Count);
        var batchState = empty(options.Batch, stateSize);
        var batchAction = empty(options.Batch, actionSize);
        var batchRewards = empty(options.Batch, tasks);
        var batchNext = empty(options.Batch, stateSize);
        var discounts = empty(options.Batch);
        replay.Draw(
            random, options.ReturnSteps, options.Discount, Floats(batchState), Floats(batchAction), Floats(batchRewards), Floats(batchNext), Floats(discounts));
        foreach (var (learner, index) in learners.Zip(taskIndices))
        {
            learner.Update(batchState, batchAction, batchRewards.select(1, index), batchNext, discounts);
        }
    }

    private void Act(StateActor? actor, double noise)
    {
        if (actor is not null)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var input = empty(1, state.Length);
            state.CopyTo(Floats(input));
            Floats(actor.call(input)).CopyTo(action);
        }

        for (var joint = 0; joint < action.Length; joint++)
        {
            drift[joint] = (float)((RandomDrift * drift[joint]) + (Math.Sqrt(1 - (RandomDrift * RandomDrift)) * random.NextGaussian()));
            var basis = actor is null ? 0 : action[joint];
            action[joint] = (float)Math.Clamp(basis + (noise * drift[joint]), -1, 1);
        }
    }

    private TrainingState Describe()
    {
        TrainingState state = new();
        foreach (var (task, learner) in options.Tasks.Zip(learners))
        {
            learner.Describe(state, $"{task}/");
        }

        replay.Describe(state);
        state.Add("steps", () => steps, value => steps = (int)value);
        state.Add("episodes", () => Episodes, value => Episodes = (int)value);
        return state;
    }

    private double Return(ExpertEpisode episode, int task)
        => Enumerable.Range(0, episode.Rewards.Length / rewards.Length).Sum(row => (double)episode.Rewards[(row * rewards.Length) + task]);

    private int IndexOf(string task)
    {
        var index = environment.Tasks.ToList().IndexOf(task);
        return index >= 0 ? index : throw new ArgumentException($"there is no task '{task}'; known are {string.Join(", ", environment.Tasks)}");
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
