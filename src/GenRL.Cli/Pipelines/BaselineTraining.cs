using System.Text.Json;
using System.Text.Json.Serialization;
using GenRL.Data;
using GenRL.Learning.Baselines;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Export;
using GenRL.Learning.WorldModels;
using GenRL.Robots.Packages;
using GenRL.Simulation;
using GenRL.VideoLanguage;
using static TorchSharp.torch;

namespace GenRL.Cli.Pipelines;

/// <summary>
/// Learns a baseline of the paper (spec 7) on the dataset of a trained world model, for one prompt, and scores it by the protocol of all
/// behaviours. Dataset and world-model run are only read.
/// </summary>
public sealed class BaselineTraining : IDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly DatasetFolder dataset;
    private readonly FrameStore store;
    private readonly WorldModelRun world;
    private readonly StepArray<Half> embeddings;
    private readonly EpisodeSpan[] episodes;
    private readonly VideoLanguageModel model;
    private readonly BaselineRequest request;
    private readonly BaselineOptions options;
    private readonly string output;

    /// <param name="datasetFolder">Rendered and embedded dataset.</param>
    /// <param name="worldFolder">Trained world-model run.</param>
    /// <param name="output">Folder of checkpoints, curves and scores; an earlier run in it goes on.</param>
    /// <param name="model">The model of the dataset's embeddings; stays owned by the caller.</param>
    /// <param name="request">What is to be learned.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">Dataset, world model, video-language model and output do not belong together; the message says which.</exception>
    /// <exception cref="InvalidDataException">One of the folders is missing something, or damaged.</exception>
    public BaselineTraining(
        string datasetFolder, string worldFolder, string output, VideoLanguageModel model, BaselineRequest request, BaselineOptions options)
    {
        (this.model, this.request, this.options, this.output) = (model, request, options.Validated(), output);
        dataset = DatasetFolder.Open(datasetFolder);
        RequireEmbeddings();
        RequireTrained(worldFolder);
        store = FrameStore.Open(dataset.FramesPath);
        world = new WorldModelRun(worldFolder, store, WorldModelRun.ReadOptions(worldFolder));
        RequireSameRobot(worldFolder);
        embeddings = store.TryOpenArray<Half>(Embedding.NameOf(request.Reward))
            ?? throw new InvalidDataException($"{dataset.FramesPath}: the array '{Embedding.NameOf(request.Reward)}' is missing; embed the dataset again with --overwrite");
        episodes = [.. SubsetSelection.Of(world.TrainingEpisodes, options.Subsets)];
        Remember();
    }

    /// <summary>Where the package of a WM-CLIP behaviour lies.</summary>
    public string PackageFolder => Path.Combine(output, "package");

    private RenderPreset Preset => Enum.Parse<RenderPreset>(dataset.Manifest.RenderPreset, ignoreCase: true);

    /// <summary>Learns a model-free agent.</summary>
    /// <param name="steps">Gradient steps in all.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellation">Interrupts, with a checkpoint.</param>
    /// <returns>The agent, which the caller disposes, and whether it has learned all its steps.</returns>
    public (PixelAgent Agent, bool Completed) LearnAgent(long steps, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var transitions = new OfflineTransitions(store, episodes, embeddings, Prompt(), options.Agent, options.Seed);
        PixelAgent agent = request.Method == BaselineMethod.Iql
            ? new IqlAgent(options.Agent, transitions, store.Header.ActionSize, options.Seed)
            : new Td3Agent(options.Agent, transitions, store.Header.ActionSize, options.Seed, cloning: request.Method == BaselineMethod.Td3Bc);
        try
        {
            return (agent, new OfflineRun(agent, output, BaselineNames.Of(request.Method)).Train(steps, progress, cancellation));
        }
        catch
        {
            agent.Dispose();
            throw;
        }
    }

    /// <summary>Learns the map from states to embeddings and then the behaviour, and makes a package of it.</summary>
    /// <param name="behaviour">How the policy learns; its steps are those in all.</param>
    /// <param name="progress">Told of the map.</param>
    /// <param name="policyProgress">Told of the policy.</param>
    /// <param name="cancellation">Interrupts, with a checkpoint.</param>
    /// <returns>Whether both have learned all their steps; only then there is a package.</returns>
    public bool LearnBehaviour(
        BehaviourOptions behaviour, IProgress<TrainingProgress> progress, IProgress<BehaviourProgress> policyProgress, CancellationToken cancellation)
    {
        using var training = new EmbeddingPredictorTraining(options.Predictor, world.Model, store, episodes, embeddings, options.Seed);
        if (!new OfflineRun(training, output, "predictor").Train(options.Predictor.Steps, progress, cancellation))
        {
            return false;
        }

        using var reward = new PredictedEmbeddingReward(training.Predictor, Prompt());
        var learned = new LearnedWorld(world.Model, world.Connector, world.StartSequences(behaviour.Subsets ?? options.Subsets));
        using var learner = new BehaviourLearner(
            learned, request.Behaviour, request.Prompt, model.EmbedText(request.Prompt), behaviour, Path.Combine(output, "policy"), reward: reward);
        if (!learner.Train(behaviour.Steps, policyProgress, cancellation).Completed)
        {
            return false;
        }

        using var environment = Worlds.Create(dataset.Manifest.Domain, Preset);
        PackageExport.Write(PackageFolder, environment.Robot, world, model.Name, LearnedWorld.Describe(world.Options));
        PackageWriter.AddBehaviour(PackageFolder, learner.Export());
        return true;
    }

    /// <summary>Scores an agent in every task of its world.</summary>
    public IReadOnlyList<BehaviourScore> Evaluate(PixelAgent agent, int episodeCount, ulong seed, CancellationToken cancellation)
    {
        var domain = dataset.Manifest.Domain;
        var returns = PolicyEvaluation.Run(
            () => Worlds.Create(domain, Preset), () => new PixelPolicyAgent(new StackedFramePolicy(agent).Act), new EvaluationSetting(episodeCount, seed), cancellation: cancellation);
        return BehaviourScore.OfAll(domain, request.Behaviour, request.Prompt, returns);
    }

    /// <summary>Scores the learned behaviour of the package in every task of its world.</summary>
    public IReadOnlyList<BehaviourScore> EvaluatePackage(int episodeCount, ulong seed, CancellationToken cancellation)
        => PackageEvaluation.Run(ModelPackage.Load(PackageFolder), request.Behaviour, Preset, episodeCount, seed, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        embeddings.Dispose();
        world.Dispose();
        store.Dispose();
    }

    private float[] Prompt()
    {
        var raw = model.EmbedText(request.Prompt);
        if (!request.Aligner)
        {
            return raw;
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return world.Connector.Aligner.Align(tensor(raw).unsqueeze(0)).contiguous().data<float>().ToArray();
    }

    private void RequireEmbeddings()
    {
        var made = Embedding.ModelOf(dataset.FramesPath, request.Reward);
        var command = request.Reward == EmbeddingKind.Image ? "genrl embed --images" : "genrl embed";
        if (made is null)
        {
            throw new ArgumentException($"{dataset.Root} has no embeddings for this reward; run '{command}' on it first");
        }

        if (made != model.Name)
        {
            throw new ArgumentException($"{dataset.Root} was embedded by '{made}', not by '{model.Name}'; name the folder of that model with --vlm");
        }
    }

    private static void RequireTrained(string folder)
    {
        if (!File.Exists(Path.Combine(folder, WorldModelRun.WorldModelFile)))
        {
            throw new InvalidDataException($"{folder} holds no trained world model; run 'genrl train world-model' first");
        }
    }

    private void RequireSameRobot(string worldFolder)
    {
        if (world.Options.Sizes.ActionSize != store.Header.ActionSize || world.Connector.Options.EmbeddingSize != model.Dimension)
        {
            var (actions, size) = (world.Options.Sizes.ActionSize, world.Connector.Options.EmbeddingSize);
            world.Dispose();
            store.Dispose();
            throw new ArgumentException(
                $"{worldFolder} was trained with {actions} actions and embeddings of {size}; the dataset has {store.Header.ActionSize} actions, the video-language model embeds to {model.Dimension}");
        }
    }

    private void Remember()
    {
        var path = Path.Combine(output, "baseline.json");
        if (!File.Exists(path))
        {
            AtomicFile.WriteText(path, JsonSerializer.Serialize(request, Json));
            return;
        }

        BaselineRequest? begun;
        try
        {
            begun = JsonSerializer.Deserialize<BaselineRequest>(File.ReadAllText(path), Json);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is damaged: {error.Message} Use another folder.", error);
        }

        if (begun != request)
        {
            throw new ArgumentException($"{output} holds another baseline ({begun}); use another folder for this one ({request})");
        }
    }
}
