namespace GenRL.Learning.Experts;

/// <summary>How an expert is learned from demonstrations.</summary>
public sealed record ImitationOptions
{
    /// <summary>Episodes that are demonstrated.</summary>
    public int Episodes { get; init; } = 100;

    /// <summary>Each episode is led astray by noise of a deviation drawn from 0 to this; what is learned is what it meant.</summary>
    public double LargestNoise { get; init; } = 0.3;

    /// <summary>Gradient steps.</summary>
    public int Updates { get; init; } = 6000;

    /// <summary>States in a batch.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Units of both hidden layers.</summary>
    public int Units { get; init; } = 256;

    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Seed of everything.</summary>
    public int Seed { get; init; } = 1;
}
