namespace GenRL.Learning.WorldModels;

/// <summary>One phase of world-model training.</summary>
public sealed record PhaseOptions
{
    /// <summary>Gradient steps.</summary>
    public int Steps { get; init; }

    /// <summary>Sequences in a batch.</summary>
    public int Batch { get; init; }

    /// <summary>Steps of a sequence; a multiple of 8 where embeddings are used.</summary>
    public int Length { get; init; }

    /// <summary>Adam's step size over the phase.</summary>
    public LearningRateSchedule LearningRate { get; init; } = new(1e-4, 1e-4);

    /// <summary>Steps between two evaluations on held-out episodes.</summary>
    public int EvaluateEvery { get; init; } = 500;
}
