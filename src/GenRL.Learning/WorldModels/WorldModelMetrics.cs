namespace GenRL.Learning.WorldModels;

/// <summary>Losses of one training step.</summary>
public sealed record WorldModelMetrics
{
    /// <summary>Squared image error per frame; 0 where images are not trained.</summary>
    public double Image { get; init; }

    /// <summary>KL(posterior || prior), nats per step.</summary>
    public double KullbackLeibler { get; init; }

    /// <summary>Mean squared error of the reward head.</summary>
    public double Reward { get; init; }

    /// <summary>Gradient norm before clipping.</summary>
    public double GradientNorm { get; init; }

    /// <summary>KL(connector || posterior), nats per step.</summary>
    public double ConnectorKl { get; init; }

    /// <summary>1 - cosine of denoised embeddings.</summary>
    public double Alignment { get; init; }
}
