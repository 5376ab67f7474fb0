using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>Transitions whose pictures are encoded.</summary>
/// <param name="Features">[N, F]; gradients flow to the encoder.</param>
/// <param name="Action">[N, A].</param>
/// <param name="Reward">[N].</param>
/// <param name="NextFeatures">[N, F], constants.</param>
internal sealed record EncodedBatch(Tensor Features, Tensor Action, Tensor Reward, Tensor NextFeatures);
