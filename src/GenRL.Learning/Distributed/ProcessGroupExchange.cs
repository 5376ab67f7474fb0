#if !OFFICIAL_PACKAGES
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Distributed;

/// <summary>Exchange over libtorch's c10d.</summary>
/// <param name="group">The group; owned by this object.</param>
/// <param name="device">CPU for gloo, the process's GPU for NCCL.</param>
internal sealed class ProcessGroupExchange(ProcessGroup group, Device device) : IRankExchange
{
    /// <inheritdoc/>
    public Device Device => device;

    /// <inheritdoc/>
    public void Mean(Tensor tensor) => group.all_reduce(tensor, ReduceOp.AVG);

    /// <inheritdoc/>
    public void AverageGradients(IEnumerable<Parameter> parameters) => group.average_gradients(parameters);

    /// <inheritdoc/>
    public void Broadcast(Tensor tensor)
    {
        using var gradientsOff = no_grad();
        if (tensor.device_type == device.type)
        {
            group.broadcast(tensor, 0);
            return;
        }

        using var copy = tensor.to(device);
        group.broadcast(copy, 0);
        tensor.copy_(copy);
    }

    /// <inheritdoc/>
    public Tensor Gather(Tensor tensor) => group.all_gather(tensor);

    /// <inheritdoc/>
    public void Dispose() => group.Dispose();
}
#endif
