using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;
using GenRL.Prompting;
using GenRL.Prompting.Confidence;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Testing;
using GenRL.VideoLanguage;

namespace EndToEnd.Tests;

/// <summary>The confidence of the shipped models, fitted again on a copy.</summary>
[Trait("speed", "slow")]
public sealed class ConfidenceTests : IDisposable
{
    private static readonly string Vlm = Path.Combine(RepositoryRoot.Find(), DefaultPaths.VideoLanguageModel);
    private readonly string _package = Path.Combine(Directory.CreateTempSubdirectory("genrl-confidence-").FullName, "walker");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_package)!, recursive: true);

    [Fact]
    public void A_fitted_package_knows_its_prompts_takes_tasks_it_never_learned_and_refuses_nonsense()
    {
        PackageCopy.Make(RunningRobot.ShippedPackage, _package);
        (int code, string output, string errors) = Genrl.Run(null, "package", "fit-confidence", _package, "--json");
        Assert.True(code == 0, errors);
        JsonNode report = JsonNode.Parse(output)!;
        Assert.True((double)report["auroc"]! > 0.85, output);
        Assert.True((double)report["sensible_refused"]! < 0.2, output);
        Assert.True((double)report["nonsense_refused"]! > 0.7, output);

        ModelPackage package = ModelPackage.Load(_package);
        using PromptInterpreter interpreter = new(VideoLanguageModel.Load(Vlm), package);
        IReadOnlyList<KnownBehaviour> known = interpreter.Known(package);
        Assert.All(known, behaviour => Assert.InRange(interpreter.Judge(behaviour.Prompt, known).Confidence, 0.9, 1));
        Assert.All(TaskCatalogue.OfDomain("walker"), task => Assert.NotEqual(Verdict.Refused, interpreter.Judge(task.Prompt, known).Verdict));
        Assert.All(
            ["chop the onions quickly", "purple elephants whisper", "blorptang quizzle"],
            nonsense => Assert.Equal(Verdict.Refused, interpreter.Judge(nonsense, known).Verdict));
    }
}
