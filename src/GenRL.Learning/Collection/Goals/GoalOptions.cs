using GenRL.Learning.Experts;

namespace GenRL.Learning.Collection.Goals;

/// <summary>The explorer that learns to reach poses (<see cref="GoalRun"/>).</summary>
public sealed record GoalOptions : Td3LearnerOptions
{
    /// <summary>Defaults for some ten minutes on one core.</summary>
    public GoalOptions() => Discount = 0.98;

    /// <summary>Agent steps of the run, random ones included.</summary>
    public int Steps { get; init; } = 60_000;

    /// <summary>Agent steps of an episode.</summary>
    public int EpisodeSteps { get; init; } = 250;

    /// <summary>Episodes of slowly varying random actions before learning starts.</summary>
    public int RandomEpisodes { get; init; } = 8;

    /// <summary>Fewest agent steps that a goal is pursued.</summary>
    public int ShortestGoalSteps { get; init; } = 40;

    /// <summary>Most agent steps that a goal is pursued.</summary>
    public int LongestGoalSteps { get; init; } = 100;

    /// <summary>Share of the goals that are postures seen before; the others are drawn.</summary>
    public double SeenGoalShare { get; init; } = 0.1;

    /// <summary>Share of the episodes that begin at rest in a drawn pose; the others begin with the world's own reset.</summary>
    public double DrawnStartShare { get; init; } = 0.7;

    /// <summary>Share of a batch whose goal is replaced by a posture that its own episode reached later.</summary>
    public double HindsightShare { get; init; } = 0.4;

    /// <summary>Most steps between a transition and the posture that hindsight makes its goal.</summary>
    public int HindsightSteps { get; init; } = 40;

    /// <summary>Share of a batch whose goal is replaced by one pursued at another time.</summary>
    public double ExchangedShare { get; init; } = 0.2;

    /// <summary>How the closeness to a goal is measured, which is the reward.</summary>
    public ClosenessOptions Closeness { get; init; } = new();

    /// <summary>Each episode explores with a noise drawn from 0 to this.</summary>
    public double LargestExplorationNoise { get; init; } = 0.4;

    /// <summary>Agent steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 10_000;

    /// <summary>Seed of everything.</summary>
    public int Seed { get; init; } = 1;

    internal void RequireValid()
    {
        bool valid = Steps > 0 && EpisodeSteps > 0 && RandomEpisodes > 0 && CheckpointEvery > 0 && Units > 0 && Batch > 0
            && ShortestGoalSteps > 0 && LongestGoalSteps >= ShortestGoalSteps && HindsightSteps > 0 && LargestExplorationNoise >= 0
            && SeenGoalShare is >= 0 and <= 1 && DrawnStartShare is >= 0 and <= 1
            && HindsightShare >= 0 && ExchangedShare >= 0 && HindsightShare + ExchangedShare <= 1 && Closeness.IsValid;
        if (!valid)
        {
            throw new ArgumentException($"The options of the goal explorer are out of range: {this}.");
        }
    }
}
