namespace GenRL.Learning.Behaviours;

/// <summary>The measure by which an imagined latent resembles a target latent (spec 4.2).</summary>
public enum Similarity
{
    /// <summary>Cosine times the ratio of the smaller to the larger norm, as in the released code.</summary>
    MaxCosine,

    /// <summary>Plain cosine, as the paper writes it.</summary>
    Cosine,
}
