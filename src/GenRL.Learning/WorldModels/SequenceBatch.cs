using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>Sequences of a dataset as tensors; row t of <paramref name="Actions"/> led to step t .</summary>
/// <param name="Actions">[B, T, A].</param>
/// <param name="IsFirst">[B, T], 1 at an episode's reset.</param>
/// <param name="Rewards">[B, T, tasks], summed over the action repeat.</param>
public sealed record SequenceBatch(Tensor Actions, Tensor IsFirst, Tensor Rewards)
{
    /// <summary>Frames [B, T, 3, 64, 64] as uint8, when asked for.</summary>
    public Tensor? Frames { get; init; }

    /// <summary>Cached posterior probabilities after mixing, [B, T, K, V], when asked for.</summary>
    public Tensor? Posterior { get; init; }

    /// <summary>Embedding of each window of eight frames, [B, T / 8, D], when asked for.</summary>
    public Tensor? Windows { get; init; }
}
