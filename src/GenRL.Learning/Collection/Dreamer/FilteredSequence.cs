using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>States of observed sequences.</summary>
/// <param name="Stoch">Posterior samples, [B, T, K, V].</param>
/// <param name="Deter">Recurrent states, [B, T, Dh].</param>
/// <param name="Posterior">Posterior probabilities after mixing, [B, T, K, V].</param>
public sealed record FilteredSequence(Tensor Stoch, Tensor Deter, Tensor Posterior);
