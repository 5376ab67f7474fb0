using GenRL.Cli.CommandLine;
using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.Simulation;
using GenRL.Simulation.Kitchen;
using GenRL.Simulation.Kitchen.Demonstrations;

namespace GenRL.Cli.Pipelines;

/// <summary>Collections by scripts that do the kitchen's tasks, and experts that learn from them.</summary>
public static class DemonstrationSetups
{
    /// <summary>The domain that there are scripts for.</summary>
    public const string Domain = "kitchen";

    /// <summary>Largest deviation of the noise on a demonstration's actions, unless another is asked for.</summary>
    public const double Noise = 0.1;

    /// <summary>
    /// The same for datasets: much more, since a world model is to see what actions do that nobody meant, and attempts that fail, as a
    /// learner's replay has them.
    /// </summary>
    public const double RecipeNoise = 0.3;

    /// <summary>One task done again and again; each episode draws the deviation of its noise from 0 to the largest.</summary>
    /// <exception cref="WrongUseException">There are no scripts for the domain or the task.</exception>
    public static CollectionSetup Task(string domain, RenderPreset preset, string task, double noise)
    {
        RequireTask(domain, task);
        return Setup(preset, () => new NoisyAgent(new DemonstrationAgent(task), new ActionNoise { HighestLevel = noise, BurstProbability = 0 }));
    }

    /// <summary>The tasks that are demonstrated.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [.. KitchenTasks.All.Select(known => known.Name)];

    /// <summary>Learns an expert of one task from demonstrations.</summary>
    /// <param name="path">File that receives it.</param>
    /// <param name="task">One of <see cref="Tasks"/>.</param>
    /// <param name="options">Sizes and rates.</param>
    /// <param name="progress">Told now and then; may be null.</param>
    /// <param name="cancellation">Stops; nothing is written.</param>
    public static void Learn(string path, string task, ImitationOptions options, IProgress<ImitationProgress>? progress, CancellationToken cancellation)
    {
        using var world = new KitchenEnvironment(RenderPreset.Plain);
        using var demonstrator = new DemonstrationAgent(task);
        using var run = new ImitationRun(world, demonstrator, options);
        run.Run(progress, cancellation);
        run.Save(path);
    }

    /// <summary>Exploration by what the scripts do, in parts and in any order.</summary>
    /// <exception cref="WrongUseException">There are no scripts for the domain.</exception>
    public static CollectionSetup Play(string domain, RenderPreset preset)
    {
        const double noise = 0.3;
        RequireKitchen(domain);
        return Setup(preset, () => new NoisyAgent(new PlayAgent(), new ActionNoise { HighestLevel = noise }));
    }

    /// <summary>Share of the episodes of a subset that earned anything, by task; a return of the kitchen is a success.</summary>
    /// <param name="folder">The dataset.</param>
    /// <param name="subset">The subset.</param>
    public static IReadOnlyDictionary<string, double> SuccessRates(string folder, string subset)
    {
        PoseEpisode[] episodes = [.. DatasetFolder.Open(folder).PoseFiles().Where(file => DatasetFolder.SubsetOf(file) == subset).Select(PoseEpisodeFile.Load)];
        return episodes.Length == 0
            ? new Dictionary<string, double>()
            : episodes[0].Details.Tasks.Select((task, index) => (task, Rate: episodes.Average(episode => episode.Return(index) > 0 ? 1.0 : 0)))
                .ToDictionary(pair => pair.task, pair => pair.Rate);
    }

    /// <summary>Refuses tasks that nobody demonstrates.</summary>
    /// <exception cref="WrongUseException">There are no scripts for the domain or the task.</exception>
    public static void RequireTask(string domain, string task)
    {
        RequireKitchen(domain);
        if (!Tasks.Contains(task))
        {
            throw new WrongUseException($"Nobody demonstrates '{task}'. Demonstrated: {string.Join(", ", Tasks)}.");
        }
    }

    private static CollectionSetup Setup(RenderPreset preset, Func<ICollectionAgent> agent) =>
        new(() => new KitchenEnvironment(preset), agent, [EpisodeStart.Reset()], preset.ToString().ToLowerInvariant());

    private static void RequireKitchen(string domain)
    {
        if (domain != Domain)
        {
            throw new WrongUseException($"There are demonstrations for the {Domain} only, not for '{domain}'.");
        }
    }
}
