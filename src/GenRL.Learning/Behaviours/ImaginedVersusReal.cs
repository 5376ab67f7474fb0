using GenRL.Data;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Compares imagination with the simulator (see <see cref="ImaginedVersusRealTable"/>). Start states are states of recorded
/// episodes, restored by replaying the episode's actions from its first pose and perceived through the camera on the way.
/// </summary>
/// <param name="world">The dynamics.</param>
/// <param name="perception">Camera frames to states of the same world model.</param>
/// <param name="rewardHead">Features [N, F] to predicted rewards [N, tasks] per agent step.</param>
/// <param name="policy">Features [N, F] to actions [N, A]; the action taken in evaluation.</param>
/// <param name="environment">The simulator.</param>
public sealed class ImaginedVersusReal(
    IImaginedWorld world, IPerception perception, Func<Tensor, Tensor> rewardHead, Func<Tensor, Tensor> policy, IEnvironment environment)
{
    /// <summary>Largest difference of a replayed reward that still counts as the same episode.</summary>
    public const double ReplayTolerance = 0.02;

    private readonly int tasks = environment.Tasks.Count;
    private double replayError;

    /// <summary>Measures.</summary>
    /// <param name="episodes">Recorded episodes; each begins at rest in its first pose.</param>
    /// <param name="startsPerEpisode">Start states taken from each, evenly spaced.</param>
    /// <param name="steps">Numbers of steps k to report; null for the standard ones.</param>
    /// <param name="cancellation">Stops between two start states.</param>
    /// <exception cref="InvalidDataException">An episode does not belong to this simulator or cannot be replayed in it.</exception>
    public ImaginedVersusRealTable Measure(
        IReadOnlyList<PoseEpisode> episodes, int startsPerEpisode, IReadOnlyList<int>? steps = null, CancellationToken cancellation = default)
    {
        steps ??= ImaginedVersusRealTable.StandardSteps;
        int horizon = steps.Max();
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        List<Start> starts = [];
        foreach (PoseEpisode episode in episodes)
        {
            Check(episode);
            starts.AddRange(Perceive(episode, Times(episode.Length, horizon, startsPerEpisode), cancellation));
        }
        if (starts.Count == 0)
        {
            throw new ArgumentException($"No episode is longer than the {horizon} steps to be compared.", nameof(episodes));
        }
        var realPolicy = new double[starts.Count, horizon, tasks];
        for (int i = 0; i < starts.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            ActInSimulator(starts[i], realPolicy, i);
        }
        LatentState states = Batch(starts);
        var traces = new RewardTraces(
            Imagine(states, horizon, (_, step) => RecordedActions(starts, step)),
            RecordedRewards(starts, horizon),
            Imagine(states, horizon, (feature, _) => policy(feature)),
            realPolicy);
        return ImaginedVersusRealTable.From(traces, environment.Tasks, steps, replayError);
    }

    /// <summary>Evenly spaced times that leave room for the horizon.</summary>
    public static int[] Times(int length, int horizon, int count)
    {
        int last = length - 1 - horizon;
        int first = Math.Min(8, last);
        return last < 0
            ? []
            : Enumerable.Range(0, count).Select(i => first + (int)((long)(last - first) * i / Math.Max(1, count - 1))).Distinct().ToArray();
    }

    private void Check(PoseEpisode episode)
    {
        if (episode.PoseSize != environment.PoseSize || episode.ActionSize != environment.Robot.ActionSize
            || !episode.Details.Tasks.SequenceEqual(environment.Tasks))
        {
            throw new InvalidDataException(
                $"An episode of {episode.Details.Domain} has {episode.PoseSize} pose values, {episode.ActionSize} actions and the tasks "
                + $"{string.Join(", ", episode.Details.Tasks)}; the simulator of {environment.Robot.Name} has {environment.PoseSize}, "
                + $"{environment.Robot.ActionSize} and {string.Join(", ", environment.Tasks)}.");
        }
    }

    /// <summary>Replays an episode with open eyes and keeps the states at the given times.</summary>
    private List<Start> Perceive(PoseEpisode episode, int[] times, CancellationToken cancellation)
    {
        var kept = new List<Start>();
        environment.ResetTo(episode.Pose(0));
        LatentState state = Observe(perception.Initial(1), Action(episode, 0));
        for (int time = 0; time <= times.LastOrDefault(-1); time++)
        {
            if (time > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Replay(episode, time);
                state = Observe(state, Action(episode, time));
            }
            if (times.Contains(time))
            {
                kept.Add(new Start(episode, time, state));
            }
        }
        return kept;
    }

    private void ActInSimulator(Start start, double[,,] rewards, int row)
    {
        using var scope = NewDisposeScope();
        environment.ResetTo(start.Episode.Pose(0));
        for (int time = 1; time <= start.Time; time++)
        {
            Replay(start.Episode, time);
        }
        LatentState state = start.State;
        var reward = new double[tasks];
        for (int step = 0; step < rewards.GetLength(1); step++)
        {
            Tensor action = policy(world.Feature(state));
            environment.Step(action.cpu().contiguous().data<float>().ToArray(), reward);
            state = Observe(state, action);
            for (int task = 0; task < tasks; task++)
            {
                rewards[row, step, task] = reward[task];
            }
        }
    }

    private void Replay(PoseEpisode episode, int time)
    {
        var reward = new double[tasks];
        environment.Step(episode.Action.Slice(time * episode.ActionSize, episode.ActionSize), reward);
        for (int task = 0; task < tasks; task++)
        {
            replayError = Math.Max(replayError, Math.Abs(reward[task] - episode.Rewards[(time * tasks) + task]));
        }
        if (replayError > ReplayTolerance)
        {
            throw new InvalidDataException(
                $"Replaying an episode of subset '{episode.Details.Subset}' (seed {episode.Details.Seed}) gives other rewards at step {time} "
                + $"(difference {replayError:F3}): it was recorded with another simulator, or did not begin at rest.");
        }
    }

    private LatentState Observe(LatentState previous, Tensor action)
    {
        var pixels = new byte[FrameFormat.Bytes];
        environment.ReadPixels(pixels);
        Tensor frame = tensor(pixels).reshape(1, FrameFormat.Channels, FrameFormat.Size, FrameFormat.Size);
        return perception.Observe(previous, action, frame);
    }

    private double[,,] Imagine(LatentState state, int horizon, Func<Tensor, int, Tensor> act)
    {
        using var scope = NewDisposeScope();
        long rows = state.Deter.shape[0];
        var rewards = new double[rows, horizon, tasks];
        for (int step = 0; step < horizon; step++)
        {
            state = world.Imagine(state, act(world.Feature(state), step));
            float[] predicted = rewardHead(world.Feature(state)).cpu().contiguous().data<float>().ToArray();
            for (int i = 0; i < predicted.Length; i++)
            {
                rewards[i / tasks, step, i % tasks] = predicted[i];
            }
        }
        return rewards;
    }

    private static LatentState Batch(List<Start> starts) => new(
        cat(starts.Select(start => start.State.Stoch).ToArray(), 0),
        cat(starts.Select(start => start.State.Deter).ToArray(), 0),
        cat(starts.Select(start => start.State.Logit).ToArray(), 0));

    private static Tensor RecordedActions(List<Start> starts, int step) =>
        cat(starts.Select(start => Action(start.Episode, start.Time + 1 + step)).ToArray(), 0);

    private double[,,] RecordedRewards(List<Start> starts, int horizon)
    {
        var rewards = new double[starts.Count, horizon, tasks];
        for (int i = 0; i < starts.Count; i++)
        {
            for (int j = 0; j < horizon * tasks; j++)
            {
                rewards[i, j / tasks, j % tasks] = starts[i].Episode.Rewards[((starts[i].Time + 1) * tasks) + j];
            }
        }
        return rewards;
    }

    /// <summary>The recorded action that led to a row, [1, A].</summary>
    private static Tensor Action(PoseEpisode episode, int time) =>
        tensor(episode.Action.Slice(time * episode.ActionSize, episode.ActionSize).ToArray()).unsqueeze(0);

    private sealed record Start(PoseEpisode Episode, int Time, LatentState State);
}
