using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Learning.Behaviours;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Tests;

/// <summary>The commands from nothing to a package whose policy follows every sentence, everything small.</summary>
[Trait("speed", "slow")]
public sealed class ConditionedTrainingTests : IDisposable
{
    private static readonly string Vlm = Path.Combine(RepositoryRoot.Find(), DefaultPaths.VideoLanguageModel);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("genrl-conditioned-training-");

    private string Data => In("data");

    private string Package => Path.Combine(In("conditioned"), "package");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task One_policy_of_all_prompts_is_learned_in_rounds_tried_learned_on_from_and_exported()
    {
        await Prepare();
        string[] train = ["train", "package", Data, In("world"), In("conditioned"), "--vlm", Vlm, "--conditioned", "--tasks", "walk,lying_down", .. Debug];
        Assert.Equal(0, await CommandRunner.RunAsync(train));
        JsonArray scores = Scores();
        Assert.Equal([(1, "walk"), (1, "lying_down"), (2, "walk"), (2, "lying_down")], scores.Select(row => ((int)row!["round"]!, (string)row["scores"]![0]!["behaviour"]!)));
        Assert.Equal(20, (int)scores[^1]!["steps"]!);

        // a package for every sentence, with what is needed to learn on
        ModelPackage package = ModelPackage.Load(Package);
        Assert.Equal((20L, 0), (package.Manifest.ConditionedPolicy!.Steps, package.Manifest.Behaviours.Count));
        Assert.Equal(0, await CommandRunner.RunAsync(["evaluate", "--package", Package, "--vlm", Vlm, "--prompt", "kneel down", "--tasks", "sit_knees", "--episodes", "1"]));

        // finished rounds are kept
        Assert.Equal(0, await CommandRunner.RunAsync(train));
        Assert.Equal(scores.ToJsonString(), Scores().ToJsonString());

        await LearnOn(package);
        await Export();
    }

    private async Task LearnOn(ModelPackage package)
    {
        Assert.Equal(0, await CommandRunner.RunAsync(
            ["train", "package", Data, In("world"), In("specialists"), "--vlm", Vlm, "--from", In("conditioned"), "--tasks", "walk", "--set", "rounds.rounds=1", "--set", "rounds.steps_per_round=0", .. Debug]));
        string policy = Path.Combine(In("specialists"), "package", PackageFile.Policy("walk"));
        BehaviourOptions options = BehaviourCheckpoint.Describe(Path.Combine(In("specialists"), "behaviours", "walk", BehaviourRun.CheckpointName)).Options;
        Assert.Equal((32, 1), (options.Units, options.Layers));
        Assert.True(new FileInfo(policy).Length > 0);

        using LearnedWorld world = LearnedWorld.Load(package);
        (GenRL.Learning.Behaviours.Conditioned.ConditionedPolicy known, BehaviourOptions learned) = ConditionedWeights.Load(package, world.Model.Options)!.Value;
        using (known)
        {
            Assert.Equal((32, 1), (learned.Units, learned.Layers));
        }

        Assert.Equal(0, await CommandRunner.RunAsync(
            ["train", "behaviour", "--package", Package, "--prompt", "kneel down", "--vlm", Vlm, "--data-free", "--no-diagnosis", "--steps", "2", "--set", "behaviour.starts=16", "--log-level", "error"]));
        Assert.Equal("kneel-down", Assert.Single(ModelPackage.Load(Package).Manifest.Behaviours).Name);
    }

    private async Task Export()
    {
        string exported = In("exported");
        Assert.Equal(0, await CommandRunner.RunAsync(
            ["export", Data, In("world"), exported, "--vlm", Vlm, "--behaviours", Path.Combine(In("specialists"), "behaviours"), "--conditioned", In("conditioned"), "--log-level", "error"]));
        PackageManifest manifest = ModelPackage.Load(exported).Manifest;
        Assert.Equal((20L, "walk"), (manifest.ConditionedPolicy!.Steps, Assert.Single(manifest.Behaviours).Name));
    }

    private async Task Prepare()
    {
        foreach (string[] line in new string[][]
        {
            ["collect", Data, "--agent", "poses", "--episodes", "3", "--log-level", "error"],
            ["render", Data, "--log-level", "error"],
            ["embed", Data, "--vlm", Vlm, "--log-level", "error"],
            ["train", "world-model", Data, In("world"), .. Debug],
        })
        {
            Assert.Equal(0, await CommandRunner.RunAsync(line));
        }
    }

    private JsonArray Scores() => JsonNode.Parse(File.ReadAllText(Path.Combine(In("conditioned"), "rounds.json")))!.AsArray();

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private static string[] Debug => ["--preset", "tiny,walker,debug", "--log-level", "error"];
}
