namespace GenRL.Learning.Collection.Goals;

/// <summary>How the closeness of two postures is measured. At an error of one width a quantity counts half; tails are heavy, so that there is a slope from afar.</summary>
public sealed record ClosenessOptions
{
    /// <summary>Width for a joint.</summary>
    public double JointRad { get; init; } = 0.4;

    /// <summary>Width for the torso's height.</summary>
    public double HeightM { get; init; } = 0.25;

    /// <summary>Width for the torso's pitch.</summary>
    public double PitchRad { get; init; } = 0.5;

    /// <summary>Share of the closeness that a well placed torso lacks until the joints are right.</summary>
    public double JointShare { get; init; } = 0.6;

    internal bool IsValid => JointRad > 0 && HeightM > 0 && PitchRad > 0 && JointShare is >= 0 and <= 1;
}
