namespace GenRL.Inference;

/// <summary>How the connector turns an embedding into a target sequence.</summary>
public sealed record TargetOptions
{
    /// <summary>States of the target, 1..1024; 17 is what behaviours are learned against (H + 1).</summary>
    public int Length { get; init; } = 17;

    /// <summary>States generated and dropped before the first of the target; 1 by rule .</summary>
    public int Skip { get; init; } = 1;

    /// <summary>How each generated latent is picked; modes by rule .</summary>
    public LatentChoice Choice { get; init; } = LatentChoice.Mode;

    /// <summary>Picks the initial latent by mode too. Rule samples it always; true makes reports reproducible.</summary>
    public bool DeterministicStart { get; init; }

    /// <summary>Passes the embedding through the aligner first (section 2.4, "denoise").</summary>
    public bool Align { get; init; } = true;

    /// <summary>Seed of the sampling.</summary>
    public ulong Seed { get; init; }
}
