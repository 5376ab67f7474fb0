namespace GenRL.Data;

/// <summary>
/// How far executed actions are made independent of what the agent wanted. A world model that only ever sees competent actions cannot tell
/// what the action did from what the situation did, and policies learned in its imagination exploit that.
/// </summary>
public sealed record ActionNoise
{
    /// <summary>Nothing added.</summary>
    public static ActionNoise None { get; } = new() { HighestLevel = 0, BurstProbability = 0 };

    /// <summary>Lowest standard deviation of the noise; an episode's level is uniform between this and the highest.</summary>
    public double LowestLevel { get; init; }

    /// <summary>Highest standard deviation of the noise.</summary>
    public double HighestLevel { get; init; } = 0.8;

    /// <summary>Share of the episodes whose noise changes slowly (Ornstein-Uhlenbeck) instead of being new at every step.</summary>
    public double SlowShare { get; init; } = 0.5;

    /// <summary>Probability per step that a burst of uniformly random actions begins.</summary>
    public double BurstProbability { get; init; } = 0.01;

    /// <summary>Fewest steps of a burst.</summary>
    public int ShortestBurst { get; init; } = 3;

    /// <summary>Most steps of a burst.</summary>
    public int LongestBurst { get; init; } = 20;

    internal void RequireValid()
    {
        bool valid = LowestLevel >= 0 && HighestLevel >= LowestLevel && HighestLevel <= 10 && SlowShare is >= 0 and <= 1
            && BurstProbability is >= 0 and <= 1 && ShortestBurst >= 1 && LongestBurst >= ShortestBurst;
        if (!valid)
        {
            throw new ArgumentException($"The action noise is out of range: {this}.");
        }
    }
}
