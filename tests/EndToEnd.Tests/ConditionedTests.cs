using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GenRL.Learning.Export;
using GenRL.Robots.Packages;
using GenRL.Testing;

namespace EndToEnd.Tests;

/// <summary>A robot whose package holds a conditioned policy: a sentence that no behaviour stands for moves it at once.</summary>
[Trait("speed", "slow")]
public sealed class ConditionedTests : IDisposable
{
    private const int Interrupt = 2;
    private const string Kick = "stand up and kick";
    private const string Lie = "lying down horizontally";

    private readonly string folder = Directory.CreateTempSubdirectory("genrl-conditioned-").FullName;

    private string Package => Path.Combine(folder, "walker");

    public ConditionedTests()
    {
        PackageCopy.Make(RunningRobot.ShippedPackage, Package);
        PackageManifest manifest = ModelPackage.Load(Package).Manifest;
        LatentDescription latent = manifest.Latent;
        var sizes = new NetworkSizes(latent.Variables, latent.Classes, latent.Deter, manifest.EmbeddingSize, manifest.JointNames.Count);
        PackageWriter.SetConditionedPolicy(Package, RandomConditionedPolicy.Make(sizes, gain: 20));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_new_sentence_takes_effect_one_tick_after_control_was_told()
    {
        using RunningRobot robot = RunningRobot.From(Package, 70, "--set", "prompt.learn_specialist=never");
        List<int> ticks = [];
        for (int turn = 0; turn < 8; turn++)
        {
            JsonNode task = robot.Say(turn % 2 == 0 ? Kick : Lie)["task"]!;
            Assert.Equal(("active", "conditioned", turn % 2 == 0 ? Kick : Lie), ((string?)task["phase"], (string?)task["kind"], (string?)task["behaviour"]));
            ticks.Add(int.Parse(Regex.Match((string)task["message"]!, "([0-9]+) tick").Groups[1].Value, CultureInfo.InvariantCulture));
        }

        // A frame may come while control still reads the request, on a busy machine more than one; the change itself takes one tick.
        Assert.True(ticks.Min() == 1, $"ticks until the first action of the new task: {string.Join(", ", ticks)}");

        (_, string said, _) = robot.Genrl("say", Kick);
        Assert.Contains($"active by the conditioned policy: {Kick}", said, StringComparison.Ordinal);
        Assert.Equal(("walk", "specialist"), Acting(robot.Say("walk fast clean")));
        Assert.Equal((Kick, "conditioned"), Acting(robot.Say("--revert")));
        Assert.Equal((Lie, "conditioned"), Acting(robot.Say(Lie, "--ros")));
        Assert.Equal(1, robot.Genrl("say", "chop the onions quickly").Code);
        Assert.Equal((Lie, "conditioned"), Acting(robot.Say("--status")));

        (int code, System.Text.Json.JsonDocument? summary) = robot.End(Interrupt);
        Assert.Equal(130, code);
        Assert.Equal((Lie, "conditioned"), (summary!.RootElement.GetProperty("behaviour").GetString(), summary.RootElement.GetProperty("kind").GetString()));
    }

    [Fact]
    public void A_behaviour_is_learned_beside_it_and_takes_over()
    {
        using RunningRobot robot = RunningRobot.From(
            Package, 71, "--set", "prompt.learn_specialist=when_unknown", "--set", "behaviour.steps=30", "--set", "behaviour.starts=8", "--set", "behaviour.units=32");
        Assert.Equal((Kick, "conditioned"), Acting(robot.Say(Kick)));
        robot.WaitForLog("[train behaviour] step 25/30");
        robot.WaitForLog("is running");
        robot.WaitForTask(task => (string?)task["kind"] == "specialist");

        Assert.Equal((Kick, "conditioned"), Acting(robot.Say("--revert")));
        Assert.NotNull(ModelPackage.Load(robot.LearnedPackage).Manifest.ConditionedPolicy);
    }

    [Fact]
    public void Sentences_are_scored_through_it_and_refused_without_it()
    {
        (int code, string output, string errors) = Genrl.Run(
            root: null, "evaluate", "--package", Package, "--prompt", "kneel down", "--tasks", "sit_knees", "--episodes", "1", "--json");
        Assert.True(code == 0, errors);
        JsonNode row = Assert.Single(JsonNode.Parse(output)!.AsArray())!;
        Assert.Equal(("conditioned", "sit_knees", "kneel down"), ((string?)row["behaviour"], (string?)row["task"], (string?)row["prompt"]));

        Assert.Contains("a conditioned policy (1000 steps)", Genrl.Run(root: null, "package", "verify", Package).Output, StringComparison.Ordinal);
        Assert.Equal(2, Genrl.Run(root: null, "evaluate", "--package", Package, "--prompt", "kneel down", "--tasks", "fly").Code);
        string manifest = Path.Combine(Package, PackageFile.Manifest);
        JsonObject without = JsonNode.Parse(File.ReadAllText(manifest))!.AsObject();
        Assert.True(without.Remove("conditioned_policy"));
        File.WriteAllText(manifest, without.ToJsonString());
        (int refused, _, string reason) = Genrl.Run(root: null, "evaluate", "--package", Package, "--conditioned");
        Assert.Equal(2, refused);
        Assert.Contains("no conditioned policy", reason, StringComparison.Ordinal);
    }

    private static (string? Behaviour, string? Kind) Acting(JsonNode reply) => ((string?)reply["task"]!["behaviour"], (string?)reply["task"]!["kind"]);
}
