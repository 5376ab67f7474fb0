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

    /// <summary>Windows whose embedding norm is smaller were never embedded; they are left out of both losses .</summary>
    public double SmallestNorm { get; init; } = 0.5;
}
