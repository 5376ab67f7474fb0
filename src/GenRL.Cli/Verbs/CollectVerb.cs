using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Simulation;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl collect</c>: episodes of a simulated robot into a dataset.</summary>
internal static class CollectVerb
{
    public static Command Create()
    {
        Argument<string> dataset = new("dataset") { Description = "Folder of the dataset; made when missing" };
        Option<string> agent = new("--agent") { Description = "random, poses (random joint poses under PD control), td3 (learn experts, keep their whole replay), experts (trained ones with noise) or policy (a behaviour of a package)", DefaultValueFactory = _ => "poses" };
        Option<string?> domain = new("--domain") { Description = $"The robot: {string.Join(", ", Worlds.Domains)} (default: the preset's)" };
        Option<int> episodes = new("--episodes") { Description = "Episodes the subset is to have; those already there are kept", DefaultValueFactory = _ => 100 };
        Option<ulong> seed = new("--seed") { Description = "Another seed adds other episodes", DefaultValueFactory = _ => 1UL };
        Option<int> environments = new("--environments") { Description = "Worlds stepped at once, each on its own thread", DefaultValueFactory = _ => 1 };
        Option<double> noise = new("--noise") { Description = "Largest deviation of the noise on actions; each episode draws its own", DefaultValueFactory = _ => 0.7 };
        Option<string?> experts = new("--experts") { Description = "Folder of trained experts, for --agent experts (default: the dataset's own)" };
        Option<string?> package = new("--package") { Description = "Model package, for --agent policy" };
        Option<string?> behaviour = new("--behaviour") { Description = "Its behaviour, for --agent policy" };
        Option<string> render = new("--render") { Description = "Render preset of the dataset: plain, smooth or parity", DefaultValueFactory = _ => "plain" };
        ConfigurationOptions configuration = new();
        Verb command = new("collect", "Collect episodes of a simulated robot", "./genrl collect data/walker --agent poses --episodes 160", "./genrl collect data/walker --agent td3", "./genrl collect data/stickman --agent td3 --preset tiny,stickman")
        {
            dataset, agent, domain, episodes, seed, environments, noise, experts, package, behaviour, render,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            var preset = VerbValues.RenderPreset(parsed.GetValue(render)!);
            var folder = parsed.GetValue(dataset)!;
            var tree = configuration.Read(parsed);
            var robot = parsed.GetValue(domain) ?? tree.Bind<CollectOptions>("collect").Domain;
            if (parsed.GetValue(agent) == "td3")
            {
                return LearnExperts(folder, robot, preset, tree.Bind<Td3Options>("experts"), context);
            }

            var options = new CollectionOptions(folder, SubsetOf(parsed.GetValue(agent)!), parsed.GetValue(agent)!, parsed.GetValue(episodes))
            {
                Seed = parsed.GetValue(seed),
                Environments = parsed.GetValue(environments),
            };
            return Collect(options, Setup(parsed.GetValue(agent)!, robot, preset, folder, parsed.GetValue(noise), parsed.GetValue(experts), parsed.GetValue(package), parsed.GetValue(behaviour)), context);
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

    private static CollectionSetup Setup(
        string agent, string domain, RenderPreset preset, string dataset, double noise, string? experts, string? package, string? behaviour)
    {
        IEnvironment World() => Worlds.Create(domain, preset);
        var disturbed = new ActionNoise { HighestLevel = noise };
        return agent switch
        {
            "random" => ExplorerSetups.Random(domain, preset),
            "poses" => ExplorerSetups.Poses(domain, preset),
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
            _ => throw new WrongUseException($"There is no agent '{agent}'. Known: random, poses, td3, experts, policy."),
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

    private static string SubsetOf(string agent) => agent switch
    {
        "poses" => "exploration",
        "experts" => "noisy_experts",
        _ => agent,
    };

    private static string Name(RenderPreset preset) => preset.ToString().ToLowerInvariant();
}
