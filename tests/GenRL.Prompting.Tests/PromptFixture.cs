using System.Runtime.InteropServices;
using System.Text.Json;
using GenRL.Prompting.Confidence;
using GenRL.Prompting.Serving;
using GenRL.Robots.Packages;
using GenRL.Testing;
using Serilog;

namespace GenRL.Prompting.Tests;

/// <summary>A prompt service over a real package and a real video-language model, with control and learning recorded instead of done.</summary>
internal sealed class PromptFixture : IAsyncDisposable
{
    public const string Walk = "walk fast clean";
    public const string Stand = "standing up straight";
    public const string Kick = "walk up and kick";
    public const string Nonsense = "zxqv bnmp jjww";

    private readonly SmallLanguageModel _model = new();
    private readonly RandomPackage _shipped;
    private readonly PromptOptions _options;
    private readonly string _root = Directory.CreateTempSubdirectory("genrl-prompt-").FullName;

    /// <param name="conditioned">True puts a conditioned policy into the shipped package.</param>
    /// <param name="learnSpecialist">When behaviours are learned.</param>
    public PromptFixture(bool conditioned = false, SpecialistLearning learnSpecialist = SpecialistLearning.WhenUnknown)
    {
        _options = new PromptOptions { CommitTimeoutS = 20, LearnSpecialist = learnSpecialist };
        string[] seen = [Walk, Stand, Kick, "walk", "stand on one foot"];
        byte[] bank = MemoryMarshal.AsBytes<float>(seen.SelectMany(sentence => Enumerable.Repeat(_model.Embed(sentence), 3).SelectMany(one => one)).ToArray()).ToArray();

        // Untrained embeddings are a dozen numbers wide: chance alone brings nonsense to cosines of a third.
        byte[] scale = JsonSerializer.SerializeToUtf8Bytes(new ConfidenceScale { RefuseBelow = 0.5, WarnBelow = 0.6 }, PromptJson.Options);
        _shipped = new RandomPackage(change: files =>
        {
            files[PackageFile.EmbeddingBank] = bank;
            files[PackageFile.ConfidenceScale] = scale;
        });
        foreach ((string name, string prompt) in new[] { ("walk", Walk), ("stand", Stand) })
        {
            _shipped.Add(RandomPackage.Behaviour(name, _shipped.Weights) with { Prompt = prompt, Embedding = _model.Embed(prompt) });
        }

        if (conditioned)
        {
            _shipped.Add(RandomConditionedPolicy.Make(RandomPackage.Sizes));
        }

        Service = Open();
        Handler = new PromptRequestHandler(Service, new PreviewWriter(Path.Combine(_root, "previews"), 0.1), Log);
    }

    public static ILogger Log { get; } = new LoggerConfiguration().CreateLogger();

    public PromptService Service { get; }

    public PromptRequestHandler Handler { get; }

    public RecordedControl Control { get; } = new();

    public RecordedLearner Learner { get; } = new();

    public string ShippedFolder => _shipped.Folder;

    public string CopyFolder => Path.Combine(_root, "package");

    public string Root => _root;

    public SmallLanguageModel Model => _model;

    public PromptService Open()
    {
        PackageWorkspace workspace = PackageWorkspace.Open(_shipped.Folder, CopyFolder);
        return new PromptService(
            new PromptInterpreter(_model.Load(), workspace.Current), workspace, Control, Learner, _options, Log, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _shipped.Dispose();
        _model.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
