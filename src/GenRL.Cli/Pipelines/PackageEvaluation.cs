using GenRL.Data;
using GenRL.Inference;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Simulation;

namespace GenRL.Cli.Pipelines;

/// <summary>Runs the behaviours of a package in their world, from pixels through ONNX Runtime, and sums the true rewards (spec 9.1).</summary>
public static class PackageEvaluation
{
    /// <summary>What stands for a behaviour's name where the conditioned policy acts.</summary>
    public const string Conditioned = "conditioned";

    /// <summary>Scores a behaviour in every task of its world.</summary>
    /// <param name="package">The package.</param>
    /// <param name="behaviour">Name of the behaviour.</param>
    /// <param name="preset">How the world is rendered; the preset the package was trained on.</param>
    /// <param name="episodes">Episodes from random starts.</param>
    /// <param name="seed">Seed of starts and posterior samples.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <param name="film">Receives what the camera sees in the first episode, frame by frame; null for none.</param>
    /// <returns>One row per task.</returns>
    public static IReadOnlyList<BehaviourScore> Run(
        ModelPackage package, string behaviour, RenderPreset preset, int episodes, ulong seed, CancellationToken cancellation = default, List<RgbImage>? film = null)
    {
        using var agent = new PackageAgent(package, behaviour);
        var prompt = package.Manifest.Behaviours.First(known => known.Name == behaviour).Prompt;
        return Run(package.Manifest.Robot, agent, behaviour, prompt, preset, episodes, seed, cancellation, film);
    }

    /// <summary>Scores the conditioned policy in every task of its world.</summary>
    /// <param name="package">A package with a conditioned policy.</param>
    /// <param name="task">What the policy is told; its label names the rows.</param>
    /// <param name="preset">How the world is rendered; the preset the package was trained on.</param>
    /// <param name="episodes">Episodes from random starts.</param>
    /// <param name="seed">Seed of starts and posterior samples.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <param name="film">Receives what the camera sees in the first episode, frame by frame; null for none.</param>
    /// <returns>One row per task.</returns>
    /// <exception cref="PackageException">The package has no conditioned policy, or it is damaged.</exception>
    public static IReadOnlyList<BehaviourScore> Run(
        ModelPackage package, TaskVector task, RenderPreset preset, int episodes, ulong seed, CancellationToken cancellation = default, List<RgbImage>? film = null)
    {
        using var agent = new PackageAgent(package, task);
        return Run(package.Manifest.Robot, agent, Conditioned, task.Label, preset, episodes, seed, cancellation, film);
    }

    private static IReadOnlyList<BehaviourScore> Run(
        string robot, PackageAgent agent, string behaviour, string prompt, RenderPreset preset, int episodes, ulong seed, CancellationToken cancellation,
        List<RgbImage>? film)
    {
        using var environment = Worlds.Create(robot, preset);
        var returns = new double[episodes, environment.Tasks.Count];
        for (var episode = 0; episode < episodes; episode++)
        {
            RunEpisode(
                environment, agent, SeededRandom.Fork(seed, (ulong)episode), (task, reward) => returns[episode, task] += reward, episode == 0 ? film : null, cancellation);
        }

        return [.. environment.Tasks.Select((task, index) => Score(robot, behaviour, task, prompt, Column(returns, index)))];
    }

    private static void RunEpisode(
        IEnvironment environment, PackageAgent agent, SeededRandom random, Action<int, double> add, List<RgbImage>? film, CancellationToken cancellation)
    {
        var pixels = new byte[FrameFormat.Bytes];
        var action = new float[environment.Robot.ActionSize];
        var rewards = new double[environment.Tasks.Count];
        environment.Reset(random.NextBits());
        agent.Begin(random);
        for (var step = 0; step < environment.EpisodeSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            agent.Act(environment, action);
            environment.Step(action, rewards);
            for (var task = 0; task < rewards.Length; task++)
            {
                add(task, rewards[task]);
            }

            if (film is not null)
            {
                environment.ReadPixels(pixels);
                film.Add(RgbImage.FromChannelFirst(pixels));
            }
        }
    }

    private static BehaviourScore Score(string domain, string behaviour, string task, string prompt, double[] returns)
    {
        var mean = returns.Average();
        var deviation = returns.Length < 2 ? 0 : Math.Sqrt(returns.Sum(value => (value - mean) * (value - mean)) / (returns.Length - 1));
        var error = deviation / Math.Sqrt(returns.Length);
        var known = TaskCatalogue.Find(domain, task);
        var span = known.ExpertScore - known.RandomScore;
        return new BehaviourScore(domain, behaviour, task, prompt, returns.Length, mean, error, (mean - known.RandomScore) / span, error / span);
    }

    private static double[] Column(double[,] values, int column)
        => [.. Enumerable.Range(0, values.GetLength(0)).Select(row => values[row, column])];
}
