namespace GenRL.Simulation.Exploration;

/// <summary>Which poses <see cref="BalancedPoses"/> draws.</summary>
public sealed record BalancedPosesOptions
{
    /// <summary>Kinds of poses: by default half of them stand, a third crouch, kneel or lunge, the rest sit or lie.</summary>
    public IReadOnlyList<PoseBand> Bands { get; init; } =
    [
        new(0.5, 0.8, 1.1, 0.5),
        new(0.35, 0.35, 0.8, 0.7),
        new(0.15, 0, 0.35, Math.PI),
    ];

    /// <summary>Probability that a side's joints may be anywhere; otherwise they stay close to the standing pose.</summary>
    public double FreeShare { get; init; } = 0.6;

    /// <summary>Share of their range by which joints of a side that is kept may leave the standing pose.</summary>
    public double KeptRange { get; init; } = 0.3;

    /// <summary>Probability that a joint is sent to one of its limits.</summary>
    public double LimitShare { get; init; } = 0.15;

    /// <summary>How far the centre of mass must lie within what touches the ground.</summary>
    public double MarginM { get; init; } = 0.03;

    /// <summary>Parts of the robot up to this height touch the ground.</summary>
    public double TouchM { get; init; } = 0.03;

    /// <summary>Poses tried for one drawn; the best balanced one is taken when none is good enough.</summary>
    public int Attempts { get; init; } = 2000;

    internal void RequireValid()
    {
        bool valid = Bands.Count > 0 && Bands.All(band => band.Weight >= 0 && band.HighestShare > band.LowestShare && band.LargestTiltRad >= 0)
            && Bands.Sum(band => band.Weight) > 0 && Attempts > 0 && TouchM >= 0 && FreeShare is >= 0 and <= 1 && LimitShare is >= 0 and <= 1;
        if (!valid)
        {
            throw new ArgumentException("The options of balanced poses are out of range.");
        }
    }
}
