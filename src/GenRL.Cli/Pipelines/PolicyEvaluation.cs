using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Cli.Pipelines;

/// <summary>Runs a policy in its world and sums the true rewards of every task (spec 9.1), whatever the policy is made of.</summary>
public static class PolicyEvaluation
{
    /// <summary>Runs whole episodes from random starts. An episode depends on the seed and its own number only, not on the threads.</summary>
    /// <param name="world">Makes a world; called once per thread, on that thread.</param>
    /// <param name="agent">Makes an agent; likewise.</param>
    /// <param name="setting">Episodes, seed and threads.</param>
    /// <param name="meter">Counts finished episodes; null for none.</param>
    /// <param name="film">Receives what the camera sees in the first episode, frame by frame; null for none.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>Returns by task: a row of as many values as episodes for each of the world's tasks, in its order.</returns>
    public static IReadOnlyList<(string Task, double[] Returns)> Run(
        Func<IEnvironment> world, Func<ICollectionAgent> agent, EvaluationSetting setting, WorkMeter? meter = null, List<RgbImage>? film = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(setting.Episodes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(setting.Threads);
        var returns = new double[setting.Episodes][];
        IReadOnlyList<string> tasks = [];
        var next = -1;
        var threads = Math.Min(setting.Threads, setting.Episodes);

        // MuJoCo draws the marks of a sky from the C library's random numbers, which networks that are opened meanwhile draw from as well:
        // all worlds first, so that every thread sees the same pictures.
        using Barrier made = new(threads);
        WorkerThreads.Run(threads, "evaluate", Work, cancellation);
        return [.. tasks.Select((task, index) => (task, returns.Select(sums => sums[index]).ToArray()))];

        void Work(CancellationToken stop)
        {
            using var environment = world();
            made.SignalAndWait(stop);
            using var actor = agent();
            Interlocked.Exchange(ref tasks, environment.Tasks);
            for (var episode = Interlocked.Increment(ref next); episode < setting.Episodes; episode = Interlocked.Increment(ref next))
            {
                returns[episode] = RunEpisode(environment, actor, SeededRandom.Fork(setting.Seed, (ulong)episode), episode == 0 ? film : null, stop);
                meter?.Add(1);
            }
        }
    }

    private static double[] RunEpisode(IEnvironment environment, ICollectionAgent agent, SeededRandom random, List<RgbImage>? film, CancellationToken stop)
    {
        var pixels = new byte[film is null ? 0 : FrameFormat.Bytes];
        var action = new float[environment.Robot.ActionSize];
        var rewards = new double[environment.Tasks.Count];
        var sums = new double[rewards.Length];
        environment.Reset(random.NextBits());
        agent.Begin(random);
        for (var step = 0; step < environment.EpisodeSteps; step++)
        {
            stop.ThrowIfCancellationRequested();
            agent.Act(environment, action);
            environment.Step(action, rewards);
            for (var task = 0; task < rewards.Length; task++)
            {
                sums[task] += rewards[task];
            }

            if (film is not null)
            {
                environment.ReadPixels(pixels);
                film.Add(RgbImage.FromChannelFirst(pixels));
            }
        }

        return sums;
    }
}
