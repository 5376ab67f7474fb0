using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.Interop.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Processes that exchange tensors. All of them must call the same operations in the same order with tensors of the same shapes;
/// an operation returns when this process has its result. A failed group is of no further use. Not thread-safe.
/// </summary>
/// <remarks>Every operation throws <see cref="System.Runtime.InteropServices.ExternalException"/> when another process is gone or late.</remarks>
public sealed class ProcessGroup : IDisposable
{
    private readonly ProcessGroupHandle _group;

    internal ProcessGroup(ProcessGroupHandle group, int rank, int size)
    {
        _group = group;
        this.rank = rank;
        this.size = size;
    }

    /// <summary>Number of this process.</summary>
    public int rank { get; }

    /// <summary>Processes in the group.</summary>
    public int size { get; }

    /// <summary>Replaces a contiguous tensor by the reduction of all processes' tensors.</summary>
    public void all_reduce(Tensor tensor, ReduceOp op = ReduceOp.SUM) => NativeError.Check(gt_dist_all_reduce(_group, tensor.Handle, (int)op), tensor);

    /// <summary>Replaces a tensor by that of one process, in place.</summary>
    public void broadcast(Tensor tensor, int src) => NativeError.Check(gt_dist_broadcast(_group, tensor.Handle, src), tensor);

    /// <summary>The tensors of all processes, stacked in the order of their ranks: [..] to [size, ..].</summary>
    public Tensor all_gather(Tensor tensor)
    {
        Tensor output = empty([size, .. tensor.shape], tensor.dtype, tensor.device);
        NativeError.Check(gt_dist_all_gather(_group, output.Handle, tensor.Handle), tensor);
        return output;
    }

    /// <summary>Waits until every process has come here.</summary>
    public void barrier() => NativeError.Check(gt_dist_barrier(_group));

    /// <summary>
    /// Replaces every gradient by its mean over the processes, all of them in one message. The same parameters must have
    /// gradients everywhere.
    /// </summary>
    public unsafe void average_gradients(IEnumerable<Parameter> parameters)
    {
        using var handles = new HandleList(parameters);
        fixed (nint* list = handles)
        {
            NativeError.Check(gt_dist_average_gradients(_group, list, handles.Count));
        }
    }

    /// <summary>Leaves the group, as <c>destroy_process_group</c> does.</summary>
    public void Dispose() => _group.Dispose();
}
