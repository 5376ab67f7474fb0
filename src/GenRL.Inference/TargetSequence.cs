namespace GenRL.Inference;

/// <summary>What the connector takes a prompt to mean: a sequence of latents.</summary>
/// <param name="Length">L, states.</param>
/// <param name="Variables">K.</param>
/// <param name="Classes">V.</param>
/// <param name="Stoch">One-hot latents [L, K·V].</param>
/// <param name="Probabilities">Distributions they were picked from [L, K, V], unimix included.</param>
public sealed record TargetSequence(int Length, int Variables, int Classes, float[] Stoch, float[] Probabilities)
{
    /// <summary>Mean entropy of the distributions in nats per variable: 0 certain, ln V clueless.</summary>
    public double MeanEntropyNats => CategoricalLatent.MeanEntropy(Probabilities, Classes);
}
