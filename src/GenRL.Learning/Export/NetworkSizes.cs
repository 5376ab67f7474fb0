namespace GenRL.Learning.Export;

/// <summary>The lengths that the networks of one model package share.</summary>
/// <param name="Variables">K, categorical variables of the latent.</param>
/// <param name="Classes">V, categories of each variable.</param>
/// <param name="Deterministic">Dh, width of the recurrent state.</param>
/// <param name="Embedding">D, width of the video-language embedding.</param>
/// <param name="Actions">A, joints driven.</param>
public sealed record NetworkSizes(int Variables, int Classes, int Deterministic, int Embedding, int Actions)
{
    /// <summary>S = K·V, width of the flattened latent.</summary>
    public int Stochastic => Variables * Classes;
}
