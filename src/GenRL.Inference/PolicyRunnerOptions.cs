namespace GenRL.Inference;

/// <summary>How a policy is run.</summary>
public sealed record PolicyRunnerOptions
{
    public InferenceOptions Inference { get; init; } = new();

    /// <summary>How the posterior latent is picked; sampled by default.</summary>
    public LatentChoice Posterior { get; init; } = LatentChoice.Sample;

    /// <summary>Seed of the sampling; same seed and frames, same actions.</summary>
    public ulong Seed { get; init; }
}
