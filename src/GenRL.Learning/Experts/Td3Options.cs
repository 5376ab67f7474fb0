namespace GenRL.Learning.Experts;

/// <summary>The state-based multi-task expert that fills the task part of a dataset.</summary>
public sealed record Td3Options
{
    /// <summary>Tasks learned together from one replay, by name; each has its own actor and critics.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = ["stand", "walk", "run"];

    /// <summary>Agent steps of the run.</summary>
    public int Steps { get; init; } = 60_000;

    /// <summary>Episodes of slowly varying random actions before learning starts.</summary>
    public int RandomEpisodes { get; init; } = 12;

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

    /// <summary>Each episode explores with a noise drawn from 0 to this.</summary>
    public double LargestExplorationNoise { get; init; } = 0.4;

    /// <summary>Seed of everything.</summary>
    public int Seed { get; init; } = 1;
}
