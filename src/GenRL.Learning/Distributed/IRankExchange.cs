using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Distributed;

/// <summary>
/// What processes that train together tell each other. All of them call the same operations in the same order; tensors are on
/// <see cref="Device"/> except gradients and broadcast tensors, which may be anywhere.
/// </summary>
public interface IRankExchange : IDisposable
{
    /// <summary>Where tensors to exchange must be.</summary>
    Device Device { get; }

    /// <summary>Replaces a tensor by its mean over the processes.</summary>
    void Mean(Tensor tensor);

    /// <summary>Replaces every gradient by its mean over the processes.</summary>
    void AverageGradients(IEnumerable<Parameter> parameters);

    /// <summary>Replaces a tensor by that of rank 0.</summary>
    void Broadcast(Tensor tensor);

    /// <summary>All tensors [..] stacked in the order of the ranks, [size, ..].</summary>
    Tensor Gather(Tensor tensor);
}
