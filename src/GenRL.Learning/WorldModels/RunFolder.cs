using System.Text.Json;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Connectors;

namespace GenRL.Learning.WorldModels;

/// <summary>The files that a world-model run goes on from: its options, its weights and how far it has come.</summary>
/// <param name="path">The folder.</param>
internal sealed class RunFolder(string path)
{
    /// <summary>How the files of a run are written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private string OptionsPath => Path.Combine(path, "options.json");

    private string PositionPath => Path.Combine(path, "position.json");

    /// <summary>Options the run was begun with.</summary>
    /// <exception cref="InvalidDataException">The folder holds no run.</exception>
    public WorldModelTrainingOptions ReadOptions()
    {
        try
        {
            return JsonSerializer.Deserialize<WorldModelTrainingOptions>(File.ReadAllText(OptionsPath), Json)
                ?? throw new InvalidDataException($"{OptionsPath} is empty");
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw new InvalidDataException($"{OptionsPath} is no training run: {error.Message}", error);
        }
    }

    /// <summary>Begins a run on a dataset, or goes on with the sizes and seed of the one that is there.</summary>
    /// <exception cref="InvalidDataException">The run that is there does not fit the dataset.</exception>
    public WorldModelTrainingOptions Begin(WorldModelTrainingOptions wanted, FrameStore store, int? embeddingSize)
    {
        Directory.CreateDirectory(path);
        AtomicFile.RemoveLeftovers(path);
        if (File.Exists(OptionsPath))
        {
            var begun = ReadOptions();
            RequireFit(begun, store, embeddingSize);
            return wanted with { Sizes = begun.Sizes, Connector = begun.Connector, Seed = begun.Seed };
        }

        var options = wanted with
        {
            Sizes = wanted.Sizes with { ActionSize = store.Header.ActionSize, RewardTasks = wanted.Sizes.RewardTasks == 0 ? 0 : store.Header.Tasks.Count },
            Connector = wanted.Connector with { EmbeddingSize = embeddingSize ?? wanted.Connector.EmbeddingSize },
        };
        AtomicFile.WriteText(OptionsPath, JsonSerializer.Serialize(options, Json));
        return options;
    }

    /// <summary>Takes over the weights of the last checkpoint, if there is one, and says how far it had come.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or of other networks.</exception>
    public RunPosition Resume(WorldModel model, Connector connector)
    {
        if (!File.Exists(PositionPath))
        {
            return new RunPosition(0, 0, 0);
        }

        ModuleCheckpoint.Load(Path.Combine(path, WorldModelRun.WorldModelFile), model);
        ModuleCheckpoint.Load(Path.Combine(path, WorldModelRun.ConnectorFile), connector);
        try
        {
            return JsonSerializer.Deserialize<RunPosition>(File.ReadAllText(PositionPath), Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{PositionPath} is damaged: {error.Message} Delete it to train the run's networks from the start.", error);
        }
    }

    /// <summary>Writes the weights.</summary>
    public void SaveWeights(WorldModel model, Connector connector)
    {
        ModuleCheckpoint.Save(Path.Combine(path, WorldModelRun.WorldModelFile), model);
        ModuleCheckpoint.Save(Path.Combine(path, WorldModelRun.ConnectorFile), connector);
    }

    /// <summary>Writes how far the run has come.</summary>
    public void SavePosition(RunPosition position) => AtomicFile.WriteText(PositionPath, JsonSerializer.Serialize(position, Json));

    /// <summary>Makes a run of networks that were trained elsewhere; training goes on from them.</summary>
    /// <exception cref="IOException">The folder holds a run already.</exception>
    public void Create(WorldModelTrainingOptions options, WorldModel model, Connector connector)
    {
        if (File.Exists(OptionsPath))
        {
            throw new IOException($"{path} holds a run already; name a folder that does not.");
        }

        Directory.CreateDirectory(path);
        SaveWeights(model, connector);
        SavePosition(new RunPosition(0, 0, 0));
        AtomicFile.WriteText(OptionsPath, JsonSerializer.Serialize(options, Json));
    }

    private void RequireFit(WorldModelTrainingOptions begun, FrameStore store, int? embeddingSize)
    {
        if (begun.Sizes.ActionSize != store.Header.ActionSize)
        {
            throw new InvalidDataException(
                $"the run in {path} was begun with {begun.Sizes.ActionSize} actions; the dataset of '{store.Header.Domain}' has {store.Header.ActionSize}. Name the run's dataset, or another folder.");
        }

        if (embeddingSize is { } size && begun.Connector.EmbeddingSize != size)
        {
            throw new InvalidDataException(
                $"the run in {path} was begun with embeddings of {begun.Connector.EmbeddingSize} numbers; those of the dataset have {size}. "
                + "Embed the dataset with the video-language model the run was begun with, or name another folder.");
        }
    }
}
