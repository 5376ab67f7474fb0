namespace GenRL.Learning.Connectors;

/// <summary>Connector and aligner (spec 2 and 3).</summary>
public sealed record ConnectorOptions
{
    /// <summary>D: size of the video-language embedding.</summary>
    public int EmbeddingSize { get; init; } = 128;

    /// <summary>k: frames of one embedded window.</summary>
    public int Window { get; init; } = 8;

    /// <summary>Zero inputs that stand where the released code feeds a disabled step counter (spec 2.1).</summary>
    public int IdleInputs { get; init; } = 8;

    /// <summary>Weight of the connector's own side of the balanced KL; the other side has no gradient (spec 2.3).</summary>
    public double Balance { get; init; } = 0.8;

    /// <summary>Share of noise in the aligner's input before normalisation (spec 3.2). The paper mixes half and half.</summary>
    public double NoiseLevel { get; init; } = 0.5;

    /// <summary>Standard deviation of normal noise on the aligner's input, added before normalisation; off in the released code (spec 3.2).</summary>
    public double GaussianNoise { get; init; }

    /// <summary>How far a denoised embedding is from the clean one: the released code's measure or the paper's, which is twice as large (spec 10.3).</summary>
    public AlignerLoss AlignerLoss { get; init; } = AlignerLoss.Cosine;

    /// <summary>Standard deviation of normal noise on the connector's embeddings in training, normalised again; off in the released code (spec 2.3).</summary>
    public double EmbeddingNoise { get; init; }

    /// <summary>Probability with which a latent that teaches the next step is hidden from the connector; off in the released code (spec 2.3).</summary>
    public double TokenDropout { get; init; }

    /// <summary>Windows whose embedding norm is smaller were never embedded; they are left out of both losses .</summary>
    public double SmallestNorm { get; init; } = 0.5;
}
