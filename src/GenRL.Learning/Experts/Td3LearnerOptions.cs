namespace GenRL.Learning.Experts;

/// <summary>Sizes and rates of a <see cref="Td3Learner"/>.</summary>
public record Td3LearnerOptions
{
    /// <summary>Units of both hidden layers.</summary>
    public int Units { get; init; } = 256;

    /// <summary>Transitions in a batch.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Adam's step size of the actors.</summary>
    public double ActorRate { get; init; } = 3e-4;

    /// <summary>Adam's step size of the critics.</summary>
    public double CriticRate { get; init; } = 5e-4;

    /// <summary>Discount per agent step.</summary>
    public double Discount { get; init; } = 0.99;

    /// <summary>Share by which target networks follow in an update.</summary>
    public double TargetRate { get; init; } = 0.01;

    /// <summary>Standard deviation of the noise on target actions, and its clip.</summary>
    public double TargetNoise { get; init; } = 0.2;

    /// <summary>Clip of the noise on target actions.</summary>
    public double TargetNoiseClip { get; init; } = 0.5;

    /// <summary>Critic updates per actor update.</summary>
    public int PolicyDelay { get; init; } = 2;
}
