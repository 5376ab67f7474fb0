using static GenRL.Learning.Baselines.BaselineOptions;

namespace GenRL.Learning.Baselines;

/// <summary>How the map from world-model states to embeddings is trained (spec 7.1).</summary>
public sealed record EmbeddingPredictorOptions
{
    /// <summary>Hidden layers.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Units per hidden layer.</summary>
    public int Units { get; init; } = 1024;

    /// <summary>Gradient steps.</summary>
    public long Steps { get; init; } = 500_000;

    /// <summary>Sequences in a batch.</summary>
    public int Batch { get; init; } = 48;

    /// <summary>Steps of a sequence; at least 8, so that each holds an embedded row whatever its start.</summary>
    public int Length { get; init; } = 48;

    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 1e-4;

    internal void Validated()
    {
        Require(Layers >= 1, "predictor.layers", Layers, "at least 1");
        Require(Units >= 1, "predictor.units", Units, "at least 1");
        Require(Steps >= 0, "predictor.steps", Steps, "at least 0");
        Require(Batch >= 1, "predictor.batch", Batch, "at least 1");
        Require(Length >= Data.PromptFrames.WindowFrames, "predictor.length", Length, "at least 8");
        Require(LearningRate > 0, "predictor.learning_rate", LearningRate, "above 0");
    }
}
