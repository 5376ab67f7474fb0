using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Learning.Collection;
using GenRL.Learning.Collection.Dreamer;
using GenRL.Learning.Collection.Goals;
using GenRL.Learning.Experts;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Simulation;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl collect</c>: episodes of a simulated robot into a dataset.</summary>
internal static class CollectVerb
{
    private const double DisturbanceNoise = 0.7;

    public static Command Create()
    {
        Argument<string> dataset = new("dataset") { Description = "Folder of the dataset; made when missing" };
        Option<string> agent = new("--agent") { Description = "random, poses (random joint poses under PD control), td3 (learn experts from joint states), goals (learn to reach random poses), dreamer (learn a --task from frames), plan2explore (learn to find what is new), experts (trained ones with noise), policy (a behaviour of a package), demonstrations (scripts that do a --task of the kitchen) or play (parts of those in any order). Agents that learn keep all they do", DefaultValueFactory = _ => "poses" };
        Option<string?> domain = new("--domain") { Description = $"The robot: {string.Join(", ", Worlds.Domains)} (default: the preset's)" };
        Option<int> episodes = new("--episodes") { Description = "Episodes the subset is to have; those already there are kept", DefaultValueFactory = _ => 100 };
        Option<string> task = new("--task") { Description = "Task of --agent dreamer or demonstrations", DefaultValueFactory = _ => "walk" };
        Option<int?> steps = new("--steps") { Description = "Agent steps of a learning agent (default: the preset's); a run that has taken fewer goes on" };
        Option<ulong?> seed = new("--seed") { Description = "Another seed adds other episodes (default: 1, or the preset's for a learning agent)" };
        Option<int> environments = new("--environments") { Description = "Worlds stepped at once, each on its own thread", DefaultValueFactory = _ => 1 };
        Option<double?> noise = new("--noise") { Description = $"Largest deviation of the noise on actions; each episode draws its own (default: {DisturbanceNoise}, of demonstrations {DemonstrationSetups.Noise})" };
        Option<string?> experts = new("--experts") { Description = "Folder of trained experts, for --agent experts (default: the dataset's own)" };
        Option<string?> package = new("--package") { Description = "Model package, for --agent policy" };
        Option<string?> behaviour = new("--behaviour") { Description = "Its behaviour, for --agent policy" };
        Option<string> render = new("--render") { Description = "Render preset of the dataset: plain, smooth or parity", DefaultValueFactory = _ => "plain" };
        ConfigurationOptions configuration = new();
        Verb command = new("collect", "Collect episodes of a simulated robot", "./genrl collect data/walker --agent poses --episodes 160", "./genrl collect data/walker --agent goals --steps 60000", "./genrl collect data/walker --agent dreamer --task walk", "./genrl collect data/stickman --agent td3 --preset tiny,stickman", "./genrl collect data/kitchen --agent demonstrations --domain kitchen --task microwave --episodes 50")
        {
            dataset, agent, domain, task, episodes, steps, seed, environments, noise, experts, package, behaviour, render,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            var preset = VerbValues.RenderPreset(parsed.GetValue(render)!);
            var folder = parsed.GetValue(dataset)!;
            var tree = configuration.Read(parsed);
            var learning = tree.Bind("collect", new CollectOptions());
            var robot = parsed.GetValue(domain) ?? learning.Domain;
            if (parsed.GetValue(agent) == "td3")
            {
                return LearnExperts(folder, robot, preset, tree.Bind<Td3Options>("experts"), context);
            }

            if (parsed.GetValue(agent) == "goals")
            {
                return ReachPoses(folder, robot, preset, learning.Goals with { Steps = parsed.GetValue(steps) ?? learning.Goals.Steps, Seed = Seed(parsed.GetValue(seed), learning.Goals.Seed) }, context);
            }

            if (parsed.GetValue(agent) is "dreamer" or "plan2explore")
            {
                var followed = parsed.GetValue(agent) == "dreamer" ? parsed.GetValue(task) : null;
                var dreamer = followed is null ? learning.Plan2explore : learning.Dreamer;
                return Dream(folder, robot, preset, followed, dreamer with { Steps = parsed.GetValue(steps) ?? dreamer.Steps, Seed = Seed(parsed.GetValue(seed), dreamer.Seed) }, context);
            }

            var options = new CollectionOptions(folder, SubsetOf(parsed.GetValue(agent)!), parsed.GetValue(agent)!, parsed.GetValue(episodes))
            {
                Seed = parsed.GetValue(seed) ?? 1,
                Environments = parsed.GetValue(environments),
            };
            if (parsed.GetValue(agent) == "demonstrations")
            {
                return Demonstrate(options with { Subset = parsed.GetValue(task)! }, robot, preset, parsed.GetValue(task)!, parsed.GetValue(noise) ?? DemonstrationSetups.Noise, context);
            }

            return Collect(options, Setup(parsed.GetValue(agent)!, robot, preset, folder, parsed.GetValue(noise) ?? DisturbanceNoise, parsed.GetValue(experts), parsed.GetValue(package), parsed.GetValue(behaviour)), context);
        });
        return command;
    }

    private static int Collect(CollectionOptions options, CollectionSetup setup, VerbContext context)
    {
        var result = new Collection(options, setup).Run(VerbValues.Progress(context), context.Cancellation);
        if (context.Json)
        {
            Output.WriteJson(result);
        }
        else
        {
            context.Log.Information("{Added} episodes added, {Steps} steps at {Rate:f0} steps/s", result.Added, result.Steps, result.StepsPerSecond);
        }

        return ExitCode.Success;
    }

    private static int Demonstrate(CollectionOptions options, string domain, RenderPreset preset, string task, double noise, VerbContext context)
    {
        var result = new Collection(options, DemonstrationSetups.Task(domain, preset, task, noise)).Run(VerbValues.Progress(context), context.Cancellation);
        var rates = DemonstrationSetups.SuccessRates(options.Dataset, options.Subset);
        DemonstrationResult all = new(task, noise, result.Existing + result.Added, rates, result);
        context.Report(all, () => FormattableString.Invariant($"{all.Episodes} episodes, of which succeeded: {string.Join(", ", rates.Select(rate => FormattableString.Invariant($"{rate.Key} {100 * rate.Value:f0} %")))}"));
        return ExitCode.Success;
    }

    private static CollectionSetup Setup(
        string agent, string domain, RenderPreset preset, string dataset, double noise, string? experts, string? package, string? behaviour)
    {
        IEnvironment World() => Worlds.Create(domain, preset);
        var disturbed = new ActionNoise { HighestLevel = noise };
        return agent switch
        {
            "random" => ExplorerSetups.Random(domain, preset),
            "poses" => ExplorerSetups.Poses(domain, preset),
            "play" => DemonstrationSetups.Play(domain, preset),
            "experts" => new CollectionSetup(
                World,
                () => new NoisyAgent(new StatePolicyAgent(ExpertPolicies.Load(experts ?? Path.Combine(dataset, "experts"), World), shortestSteps: 40, longestSteps: 250), disturbed),
                [EpisodeStart.Reset(), EpisodeStart.FromPoses(PosePool.Load(DatasetFolder.Open(dataset), []))],
                Name(preset)),
            "policy" => new CollectionSetup(
                World,
                () => new PackageAgent(ModelPackage.Load(package ?? throw new WrongUseException("--agent policy needs --package")), behaviour ?? throw new WrongUseException("--agent policy needs --behaviour"), noise),
                [EpisodeStart.Reset()],
                Name(preset)),
            _ => throw new WrongUseException($"There is no agent '{agent}'. Known: random, poses, td3, goals, dreamer, plan2explore, experts, policy, demonstrations, play."),
        };
    }

    private static int LearnExperts(string folder, string domain, RenderPreset preset, Td3Options options, VerbContext context)
    {
        using var environment = Worlds.Create(domain, preset);
        var result = ExpertCollection.Run(folder, environment, Name(preset), options, new LineProgress<ExpertProgress>(progress => context.Log.Information(
            "{Steps}/{Total} steps, {Rate:f0} steps/s, {Left:h\\:mm\\:ss} left: {Task} {Return:f0}",
            progress.Steps, progress.TotalSteps, progress.StepsPerSecond, progress.Remaining, progress.Task, progress.Return)), context.Cancellation);
        if (context.Json)
        {
            Output.WriteJson(result);
        }
        else
        {
            context.Log.Information("expert returns without noise: {Returns}", string.Join(", ", result.Select(pair => $"{pair.Key} {pair.Value:f0}")));
        }

        return ExitCode.Success;
    }

    private static int ReachPoses(string folder, string domain, RenderPreset preset, GoalOptions options, VerbContext context)
    {
        using var environment = Worlds.Create(domain, preset);
        using var trial = Worlds.Create(domain, preset);
        var result = GoalCollection.Run(folder, environment, trial, Name(preset), options, Figures(context), context.Cancellation);
        context.Report(result, () => FormattableString.Invariant(
            $"{result.Episodes} episodes of {result.Steps} steps; {result.Goals} new goals are missed by {result.JointErrorRad:f2} rad a joint, {result.HeightErrorM:f2} m of height, {result.PitchErrorRad:f2} rad of pitch; see {result.Sheet}"));
        return ExitCode.Success;
    }

    private static int Dream(string folder, string domain, RenderPreset preset, string? task, DreamerOptions options, VerbContext context)
    {
        using var environment = Worlds.Create(domain, preset);
        var result = DreamerCollection.Run(folder, environment, Name(preset), task, options, Figures(context), context.Cancellation);
        context.Report(result, () => FormattableString.Invariant($"{result.Episodes} episodes of {result.Steps} steps in '{result.Subset}'"));
        return ExitCode.Success;
    }

    private static int Seed(ulong? wanted, int preset) => wanted is null ? preset
        : wanted <= int.MaxValue ? (int)wanted
        : throw new WrongUseException($"--seed {wanted}: agents that learn take seeds up to {int.MaxValue}.");

    private static LineProgress<CollectionProgress> Figures(VerbContext context) => new(progress => context.Log.Information("{Progress:l}", progress.ToString()));

    private static string SubsetOf(string agent) => agent switch
    {
        "poses" => "exploration",
        "experts" => "noisy_experts",
        _ => agent,
    };

    private static string Name(RenderPreset preset) => preset.ToString().ToLowerInvariant();
}
