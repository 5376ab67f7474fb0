using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>A state of the world model or of the connector (spec 1.5).</summary>
/// <param name="Stoch">Sampled one-hot latent, [.., K, V].</param>
/// <param name="Deter">Recurrent state, [.., Dh].</param>
/// <param name="Logit">Raw logits the latent was drawn from, [.., K, V].</param>
public sealed record LatentState(Tensor Stoch, Tensor Deter, Tensor Logit);
