using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>Clips as tensors.</summary>
/// <param name="Frames">[B, frames, 3, 64, 64], 0..255 as float32.</param>
/// <param name="Labels">[B].</param>
/// <param name="Measures">[B, pairs, M], of each pair's later frame, standardised.</param>
internal sealed record ClipBatch(Tensor Frames, int[] Labels, Tensor Measures);
