namespace GenRL.Learning.Experts;

/// <summary>The state-based multi-task expert that fills the task part of a dataset.</summary>
public sealed record Td3Options : Td3LearnerOptions
{
    /// <summary>Tasks learned together from one replay, by name; each has its own actor and critics.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = ["stand", "walk", "run"];

    /// <summary>Agent steps of the run.</summary>
    public int Steps { get; init; } = 60_000;

    /// <summary>
    /// Agent steps per update of every task. Physics costs a small part of an update: more steps between updates learn from more
    /// experience in the same time, and need more <see cref="Steps"/>.
    /// </summary>
    public int StepsPerUpdate { get; init; } = 1;

    /// <summary>Steps whose rewards are summed before a value is trusted; above 1, what was done long ago by other policies counts too.</summary>
    public int ReturnSteps { get; init; } = 1;

    /// <summary>Of so many episodes of each task, one is handed out to be stored.</summary>
    public int StoreEvery { get; init; } = 1;

    /// <summary>Episodes of slowly varying random actions before learning starts.</summary>
    public int RandomEpisodes { get; init; } = 12;

    /// <summary>Each episode explores with a noise drawn from 0 to this.</summary>
    public double LargestExplorationNoise { get; init; } = 0.4;

    /// <summary>Seed of everything.</summary>
    public int Seed { get; init; } = 1;
}
