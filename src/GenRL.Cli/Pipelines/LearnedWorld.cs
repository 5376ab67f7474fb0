using System.Text.Json;
using System.Text.Json.Nodes;
using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Connectors;
using GenRL.Learning.WorldModels;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Pipelines;

/// <summary>What behaviours are learned in: a world model, its connector, and recorded sequences where there are any.</summary>
/// <param name="Model">The world model.</param>
/// <param name="Connector">Connector and aligner.</param>
/// <param name="Sequences">Recorded sequences, or null when behaviours must be learned without data.</param>
public sealed record LearnedWorld(WorldModel Model, Connector Connector, IFilteredSequences? Sequences) : IDisposable
{
    private const string SizesKey = "sizes";
    private const string ConnectorKey = "connector";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The world of a training run with cached posteriors; stays owned by the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="subsets">Subsets of its data to start from; null for all that it uses.</param>
    public static LearnedWorld Of(WorldModelRun run, IReadOnlyList<string>? subsets = null)
        => new(run.Model, run.Connector, run.Posterior is null ? null : run.StartSequences(subsets));

    /// <summary>What a package must remember so that <see cref="Load"/> can rebuild its networks.</summary>
    public static JsonObject Describe(WorldModelTrainingOptions options) => new()
    {
        [SizesKey] = JsonSerializer.SerializeToNode(options.Sizes, Json),
        [ConnectorKey] = JsonSerializer.SerializeToNode(options.Connector, Json),
    };

    /// <summary>The same, with what it was learned from.</summary>
    public static JsonObject Describe(WorldModelTrainingOptions options, DatasetManifest dataset)
    {
        var training = Describe(options);
        training["dataset_steps"] = dataset.Steps;
        training["dataset_subsets"] = new JsonObject(dataset.Subsets.Select(subset => KeyValuePair.Create(subset.Name, (JsonNode?)subset.Steps)));
        return training;
    }

    /// <summary>The world model and connector of a package. The caller disposes them.</summary>
    /// <param name="package">The package.</param>
    /// <param name="store">Recorded episodes to start from, or null to learn without data; stays owned by the caller.</param>
    /// <param name="seed">Seed of the sequences drawn from them.</param>
    /// <param name="subsets">Subsets of the store to start from; null for all.</param>
    /// <exception cref="PackageException">The package has no training weights, or does not say how its networks are built.</exception>
    public static LearnedWorld Load(ModelPackage package, FrameStore? store = null, long seed = 1, IReadOnlyList<string>? subsets = null)
    {
        var training = package.Manifest.Training;
        if (training?[SizesKey] is not { } sizes || training[ConnectorKey] is not { } connector)
        {
            throw new PackageException(package.Folder, "does not say how its networks are built", "Export it again with 'genrl train package'.");
        }

        EpisodeSpan[] episodes = store is null ? [] : [.. SubsetSelection.Of(store.Episodes, subsets)];
        var model = new WorldModel(sizes.Deserialize<WorldModelOptions>(Json)!);
        var bridge = new Connector(model.Options, connector.Deserialize<ConnectorOptions>(Json)!);
        ModuleCheckpoint.Load(Path.Combine(package.Folder, PackageFile.WorldModelWeights), model);
        ModuleCheckpoint.Load(Path.Combine(package.Folder, PackageFile.ConnectorWeights), bridge);
        return new LearnedWorld(model, bridge, store is null ? null : new RecordedSequences(
            model, (batch, length) => new SequenceReader(store, model.Options, episodes, batch, length, (ulong)seed)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        Connector.Dispose();
    }
}
