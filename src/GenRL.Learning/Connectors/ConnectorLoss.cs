using static TorchSharp.torch;

namespace GenRL.Learning.Connectors;

/// <summary>Losses of one batch; all scalars.</summary>
/// <param name="Total">What is back-propagated: connector plus aligner.</param>
/// <param name="KullbackLeibler">KL(connector || posterior) in nats per step, before weighting.</param>
/// <param name="Alignment">1 - cosine of the denoised embedding.</param>
public sealed record ConnectorLoss(Tensor Total, Tensor KullbackLeibler, Tensor Alignment);
