namespace GenRL.Learning.Behaviours;

/// <summary>How start states are made without data (spec 6). Defaults are the released code's.</summary>
public sealed record DataFreeOptions
{
    /// <summary>Probability that a latent is drawn uniformly instead of from the connector; 1 and 0 use one source only.</summary>
    public double UniformShare { get; init; } = 0.5;

    /// <summary>Steps taken from a drawn latent before imagination starts.</summary>
    public int WarmUpSteps { get; init; } = 5;

    /// <summary>Who acts during the warm-up.</summary>
    public WarmUpActions WarmUpActions { get; init; } = WarmUpActions.Half;

    /// <summary>Length of a connector roll-out, twice the video-language model's window.</summary>
    public int SequenceLength { get; init; } = 16;

    /// <summary>
    /// Draw one embedding per roll-out as the connector was trained, instead of one per time step as the released code does.
    /// </summary>
    public bool ConstantNoise { get; init; }

    /// <summary>Checks ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the permitted range.</exception>
    public DataFreeOptions Validated()
    {
        if (UniformShare is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"Data-free option {nameof(UniformShare)} is {UniformShare}; it must be in [0, 1].");
        }
        if (WarmUpSteps < 0)
        {
            throw new ArgumentException($"Data-free option {nameof(WarmUpSteps)} is {WarmUpSteps}; it must be at least 0.");
        }
        if (SequenceLength < 1)
        {
            throw new ArgumentException($"Data-free option {nameof(SequenceLength)} is {SequenceLength}; it must be at least 1.");
        }
        return this;
    }
}
