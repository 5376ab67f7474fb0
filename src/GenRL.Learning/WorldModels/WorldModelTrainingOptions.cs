using GenRL.Learning.Connectors;

namespace GenRL.Learning.WorldModels;

/// <summary>Everything that decides how world model, connector and aligner are trained.</summary>
public sealed record WorldModelTrainingOptions
{
    /// <summary>Network sizes.</summary>
    public WorldModelOptions Sizes { get; init; } = new();

    /// <summary>Connector and aligner; the embedding size is taken from the dataset.</summary>
    public ConnectorOptions Connector { get; init; } = new();

    /// <summary>Training on pixels. The paper's schedule is this phase alone.</summary>
    public PhaseOptions Joint { get; init; } = new();

    /// <summary>Training of dynamics and connector on cached posteriors; 0 steps leaves it out.</summary>
    public PhaseOptions Cached { get; init; } = new();

    /// <summary>Connector and aligner updates per batch: 1 as in the paper, 2 as in the released script .</summary>
    public int ConnectorUpdatesPerStep { get; init; } = 1;

    /// <summary>Every n-th episode is kept for evaluation.</summary>
    public int HoldOutEvery { get; init; } = 20;

    /// <summary>How often an episode of a subset is drawn, relative to 1; subsets not named count once.</summary>
    public IReadOnlyDictionary<string, int> SubsetWeights { get; init; } = new Dictionary<string, int>();

    /// <summary>Subsets of the dataset that are used, for training and for evaluation; null for all (the paper's ablation of training data).</summary>
    public IReadOnlyList<string>? Subsets { get; init; }

    /// <summary>Seed of initialisation, draws and samples.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Two CPU cores, minutes: a short joint phase on small batches, then cached training.</summary>
    public static WorldModelTrainingOptions Tiny { get; } = new()
    {
        Joint = new PhaseOptions { Steps = 6000, Batch = 8, Length = 8, LearningRate = new(1e-3, 2e-4), EvaluateEvery = 1000 },
        Cached = new PhaseOptions { Steps = 6000, Batch = 16, Length = 32, LearningRate = new(1e-3, 1e-4), EvaluateEvery = 1000 },
    };

    /// <summary>The paper's sizes and schedule (spec 10.1).</summary>
    public static WorldModelTrainingOptions Paper { get; } = new()
    {
        Sizes = WorldModelOptions.Paper,
        Connector = new ConnectorOptions { EmbeddingSize = 512 },
        Joint = new PhaseOptions { Steps = 500_000, Batch = 48, Length = 48, LearningRate = new(1e-4, 1e-4), EvaluateEvery = 5000 },
    };

    /// <summary>Everything small: any pipeline ends in under two minutes.</summary>
    public static WorldModelTrainingOptions Debug { get; } = new()
    {
        Sizes = WorldModelOptions.Micro with { RewardTasks = 9 },
        Joint = new PhaseOptions { Steps = 60, Batch = 2, Length = 8, LearningRate = new(1e-3, 1e-3), EvaluateEvery = 30 },
        Cached = new PhaseOptions { Steps = 60, Batch = 2, Length = 24, LearningRate = new(1e-3, 1e-3), EvaluateEvery = 30 },
        HoldOutEvery = 2,
    };

    /// <summary>The preset of a name.</summary>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static WorldModelTrainingOptions Preset(string name) => name switch
    {
        "tiny" => Tiny,
        "paper" => Paper,
        "debug" => Debug,
        _ => throw new ArgumentException($"there is no world-model preset '{name}'; known are tiny, paper and debug", nameof(name)),
    };
}
