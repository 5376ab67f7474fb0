namespace GenRL.Learning.Connectors;

/// <summary>Distance between a denoised embedding and the clean one, both of unit norm (spec 3.2, 10.3).</summary>
public enum AlignerLoss
{
    /// <summary>1 - cosine, as the released code.</summary>
    Cosine,

    /// <summary>Squared Euclidean distance, as the paper: twice the other.</summary>
    Squared,
}
