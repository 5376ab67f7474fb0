using System.Diagnostics;
using System.Text.Json;
using GenRL.Data;
using GenRL.Learning.Connectors;
using GenRL.Learning.Distributed;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// A training run of world model, connector and aligner in a folder: phases, checkpoints, curves and pictures. Started
/// again on the same folder it resumes; started on a finished folder with <see cref="Refresh"/> it goes on with the
/// cached phase after the dataset has grown. Several processes may train one run together (<see cref="Ranks"/>): only the first
/// of them reads and writes the folder of the run, all of them read the dataset.
/// </summary>
public sealed class WorldModelRun : IDisposable
{
    private const int ReportEvery = 100;
    private const int EvaluationBatch = 16;
    private const int EvaluationLength = 24;
    private const long EvaluationSeed = 7;

    private readonly string folder;
    private readonly RunFolder files;
    private readonly FrameStore store;
    private readonly Ranks ranks;
    private readonly IProgress<TrainingProgress>? progress;
    private readonly MetricsLog log;
    private readonly EpisodeSpan[] used;
    private readonly EpisodeSpan[] training;
    private readonly EpisodeSpan[] heldOut;
    private RunPosition position;

    /// <param name="folder">Folder of the run, made if missing.</param>
    /// <param name="store">The dataset.</param>
    /// <param name="options">Used for a new run; a folder that holds a run keeps the sizes it was begun with.</param>
    /// <param name="progress">Told every hundred steps, or null.</param>
    /// <param name="ranks">Processes that train this run together, each with the same arguments; null for this one alone.</param>
    /// <exception cref="DistributedException">The processes have different options or datasets.</exception>
    public WorldModelRun(
        string folder, FrameStore store, WorldModelTrainingOptions options, IProgress<TrainingProgress>? progress = null, Ranks? ranks = null)
    {
        this.folder = folder;
        files = new RunFolder(folder);
        this.store = store;
        this.ranks = ranks ?? Ranks.Alone;
        this.progress = this.ranks.IsFirst ? progress : null;
        log = new MetricsLog(Path.Combine(folder, "metrics.csv"));
        Windows = store.TryOpenArray<Half>(EmbeddingArray);
        used = [.. SubsetSelection.Of(store.Episodes, options.Subsets)];
        Options = BeginTogether(options);
        manual_seed(Options.Seed);
        Model = new WorldModel(Options.Sizes);
        Connector = new Connector(Options.Sizes, Options.Connector);
        position = ResumeTogether();
        heldOut = [.. used.Where((_, index) => index % Options.HoldOutEvery == Options.HoldOutEvery - 1)];
        training = [.. used.Where((_, index) => index % Options.HoldOutEvery != Options.HoldOutEvery - 1)];
    }

    /// <summary>Name of the array of window embeddings beside the frames.</summary>
    public const string EmbeddingArray = "clip_video";

    /// <summary>File of the world model's weights in a run folder.</summary>
    public const string WorldModelFile = "world_model.safetensors";

    /// <summary>File of the connector's and aligner's weights in a run folder.</summary>
    public const string ConnectorFile = "connector.safetensors";

    /// <summary>Options the run was begun with.</summary>
    public WorldModelTrainingOptions Options { get; }

    /// <summary>The world model as trained so far.</summary>
    public WorldModel Model { get; }

    /// <summary>Connector and aligner as trained so far.</summary>
    public Connector Connector { get; }

    /// <summary>Episodes of the subsets in use, those held out included.</summary>
    public IReadOnlyList<EpisodeSpan> Episodes => used;

    /// <summary>Episodes that are trained on: those in use and not held out, listed as often as their subset weighs.</summary>
    public IEnumerable<EpisodeSpan> TrainingEpisodes
        => training.SelectMany(episode => Enumerable.Repeat(episode, Options.SubsetWeights.GetValueOrDefault(episode.Subset, 1)));

    /// <summary>Window embeddings, [N, D]; null before <c>genrl embed</c> has run.</summary>
    public StepArray<Half>? Windows { get; }

    /// <summary>Cached posteriors, [N, K * V]; null before the cached phase.</summary>
    public StepArray<Half>? Posterior { get; private set; }

    /// <summary>Options a run folder was begun with.</summary>
    /// <exception cref="InvalidDataException">The folder holds no run.</exception>
    public static WorldModelTrainingOptions ReadOptions(string folder) => new RunFolder(folder).ReadOptions();

    /// <summary>Makes the folder of a run from networks that were trained elsewhere; training goes on from them.</summary>
    /// <exception cref="IOException">The folder holds a run already.</exception>
    public static void Write(string folder, WorldModelTrainingOptions options, WorldModel model, Connector connector) =>
        new RunFolder(folder).Create(options, model, connector);

    /// <summary>Trains what is left of both phases.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the last checkpoint stays.</exception>
    public void Train(CancellationToken cancellation)
    {
        if (position.JointSteps < Options.Joint.Steps)
        {
            TrainJoint(cancellation);
        }

        if (Options.Cached.Steps > 0)
        {
            OpenPosterior(cancellation);
            TrainCached(Options.Cached, cancellation);
        }
    }

    /// <summary>Encodes rows added since, and trains the cached phase again for the given steps.</summary>
    public void Refresh(PhaseOptions phase, CancellationToken cancellation)
    {
        OpenPosterior(cancellation);
        position = position with { CachedSteps = 0 };
        TrainCached(phase, cancellation);
    }

    /// <summary>Encodes all rows with the current encoder, or opens what an earlier run encoded.</summary>
    public void OpenPosterior(CancellationToken cancellation)
    {
        Posterior?.Dispose();
        var done = position.EncodedRows;
        if (done < store.Rows && ranks.IsFirst)
        {
            var watch = Stopwatch.StartNew();
            var report = new LineProgress<long>(rows => progress?.Report(new TrainingProgress("encode", rows, store.Rows, (rows - done) / watch.Elapsed.TotalSeconds, TimeSpan.FromSeconds((store.Rows - rows) * watch.Elapsed.TotalSeconds / Math.Max(1, rows - done)), new Dictionary<string, double>())));
            PosteriorCache.Build(Model, store, done, report, cancellation).Dispose();
            files.SavePosition(position with { EncodedRows = store.Rows });
        }

        // the others wait here until the first process has encoded
        _ = ranks.Any(false);
        position = position with { EncodedRows = store.Rows };
        Posterior = store.TryOpenArray<Half>(PosteriorCache.ArrayName)
            ?? throw new InvalidDataException("the cached posteriors cannot be opened; delete position.json of the run to encode them again");
        ranks.RequireAgreement("the cached posteriors; share one dataset folder, or copy its file of posteriors to every machine", JsonSerializer.Serialize(PosteriorCache.Fingerprint(Posterior)));
    }

    /// <summary>Evaluates on held-out episodes, writes a picture and returns the figures.</summary>
    public WorldModelEvaluation Evaluate(string name)
    {
        using var scope = NewDisposeScope();
        // noise of its own: how often a run is evaluated does not change what it learns
        using var generator = new Generator().manual_seed(EvaluationSeed);
        using var noise = RandomStream.Use(generator);
        var reader = new SequenceReader(store, Options.Sizes, heldOut.Length > 0 ? heldOut : training, EvaluationBatch, EvaluationLength, EvaluationSeed, null, Windows);
        var batch = reader.Next(withFrames: true);
        Directory.CreateDirectory(Path.Combine(folder, "pictures"));
        WorldModelPicture.Save(Path.Combine(folder, "pictures", $"{name}.png"), Model, batch);
        return WorldModelEvaluation.Of(Model, batch, Windows is null ? null : Connector);
    }

    /// <summary>Sequences for behaviour learning, with cached posteriors where they are open.</summary>
    /// <param name="subsets">Subsets to draw from among those in use; null for all.</param>
    public RecordedSequences StartSequences(IReadOnlyList<string>? subsets = null)
    {
        EpisodeSpan[] episodes = [.. SubsetSelection.Of(TrainingEpisodes, subsets)];
        return new(Model, (batch, length) => new SequenceReader(store, Options.Sizes, episodes, batch, length, (ulong)Options.Seed, Posterior));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Posterior?.Dispose();
        Windows?.Dispose();
        Model.Dispose();
        Connector.Dispose();
    }

    private void TrainJoint(CancellationToken cancellation)
    {
        var withWindows = Windows is not null && Options.Cached.Steps == 0;
        var reader = Reader(Options.Joint, null, withWindows ? Windows : null, "joint");
        using var connector = withWindows ? new ConnectorUpdate(Connector, Options.Joint.LearningRate.First, Options.ConnectorUpdatesPerStep, ranks) : null;
        using var phase = new JointPhase(Model, reader, Options.Joint.LearningRate.First, connector, ranks);
        Run("joint", Options.Joint, position.JointSteps, phase.Step, step => position with { JointSteps = step, EncodedRows = 0 }, cancellation);
    }

    private void TrainCached(PhaseOptions options, CancellationToken cancellation)
    {
        var reader = Reader(options, Posterior, Windows, "cached");
        using var connector = Windows is null ? null : new ConnectorUpdate(Connector, options.LearningRate.First, Options.ConnectorUpdatesPerStep, ranks);
        using var phase = new CachedPhase(Model, reader, options.LearningRate.First, connector, ranks);
        Run("cached", options, position.CachedSteps, phase.Step, step => position with { CachedSteps = step }, cancellation);
    }

    private void Run(
        string name, PhaseOptions options, int done, Func<double, WorldModelMetrics> step, Func<int, RunPosition> reached, CancellationToken cancellation)
    {
        if (ranks.IsFirst)
        {
            log.Truncate(name, done);
        }

        var watch = Stopwatch.StartNew();
        var means = new MeanMetrics();
        for (var index = done; index < options.Steps; index++)
        {
            ranks.ThrowIfAnyCancelled(cancellation);
            var metrics = step(options.LearningRate.At((double)index / options.Steps));
            RequireFinite(metrics, name, index, options);
            means.Add(metrics);
            var finished = index + 1;
            if (finished % ReportEvery == 0 || finished == options.Steps)
            {
                var losses = means.Take(ranks);
                var rate = (finished - done) / watch.Elapsed.TotalSeconds;
                Append(name, finished, losses);
                progress?.Report(new TrainingProgress(name, finished, options.Steps, rate, TimeSpan.FromSeconds((options.Steps - finished) / rate), losses));
            }

            if (finished % options.EvaluateEvery == 0 || finished == options.Steps)
            {
                Checkpoint(name, finished, reached(finished));
            }
        }
    }

    // the gradient norm is the same in all processes, and no number as soon as one gradient of one of them is none
    private static void RequireFinite(WorldModelMetrics metrics, string phase, int step, PhaseOptions options)
    {
        if (!double.IsFinite(metrics.GradientNorm) || !double.IsFinite(metrics.ConnectorKl + metrics.Alignment))
        {
            throw new DivergenceException(
                $"The world model diverged in step {step + 1} of the {phase} phase: gradient norm {metrics.GradientNorm}, connector loss {metrics.ConnectorKl}. "
                + $"The last checkpoint is from before; go on from it with a smaller learning rate ({options.LearningRate.First} now), and look for values that are no numbers in the dataset.");
        }
    }

    private void Append(string phase, long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        if (ranks.IsFirst)
        {
            log.Append(phase, step, values);
        }
    }

    private void Checkpoint(string phase, int step, RunPosition reached)
    {
        position = reached;
        if (!ranks.IsFirst)
        {
            return;
        }

        files.SaveWeights(Model, Connector);
        files.SavePosition(reached);
        var evaluation = Evaluate($"{phase}-{step:d6}");
        log.Append(phase, step, EvaluationRows(evaluation));
        log.Draw(Path.Combine(folder, "curves.png"));
        progress?.Report(new TrainingProgress(phase, step, step, 0, TimeSpan.Zero, EvaluationRows(evaluation)));
    }

    private static Dictionary<string, double> EvaluationRows(WorldModelEvaluation evaluation)
    {
        var rows = new Dictionary<string, double>
        {
            ["val_reconstruction"] = evaluation.Reconstruction,
            ["val_kl"] = evaluation.KullbackLeibler,
            ["val_reward"] = evaluation.Reward,
        };
        for (var index = 0; index < WorldModelEvaluation.Horizons.Count; index++)
        {
            rows[$"val_open_loop_{WorldModelEvaluation.Horizons[index]}"] = evaluation.OpenLoop[index];
            rows[$"val_static_{WorldModelEvaluation.Horizons[index]}"] = evaluation.Static[index];
        }

        if (evaluation.ConnectorKl is { } connector)
        {
            rows["val_connector_kl"] = connector;
            rows["val_fresh_start_kl"] = evaluation.FreshStartKl ?? 0;
        }

        return rows;
    }

    private SequenceReader Reader(PhaseOptions phase, StepArray<Half>? posterior, StepArray<Half>? windows, string name)
        => new(store, Options.Sizes, TrainingEpisodes, phase.Batch, phase.Length, (ulong)(Options.Seed + (name == "joint" ? position.JointSteps : 1_000_000 + position.CachedSteps)), posterior, windows, ranks);

    // the folder of the run belongs to the first process; the others take over what it found there
    private WorldModelTrainingOptions BeginTogether(WorldModelTrainingOptions wanted)
    {
        ranks.RequireAgreement("the dataset", JsonSerializer.Serialize(
            new { store.Header, store.Rows, Episodes = store.Episodes.Count, EmbeddingSize = Windows?.Columns }, RunFolder.Json));
        ranks.RequireAgreement("the options of the world model", JsonSerializer.Serialize(wanted, RunFolder.Json));
        var begun = ranks.Broadcast(ranks.IsFirst ? JsonSerializer.Serialize(files.Begin(wanted, store, Windows?.Columns), RunFolder.Json) : "");
        return JsonSerializer.Deserialize<WorldModelTrainingOptions>(begun, RunFolder.Json)!;
    }

    private RunPosition ResumeTogether()
    {
        var found = ranks.Broadcast(ranks.IsFirst ? JsonSerializer.Serialize(files.Resume(Model, Connector), RunFolder.Json) : "");
        ranks.Broadcast(Model.parameters().Concat(Connector.parameters()));
        return JsonSerializer.Deserialize<RunPosition>(found, RunFolder.Json)!;
    }
}
