using TorchSharp.Interop;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

/// <summary>
/// The part of Python's <c>torch.distributed</c> that data-parallel training needs, over libtorch's own c10d. Not part of the
/// official API, which has no such namespace.
/// </summary>
public static class NativeDistributed
{
    /// <summary>Whether libtorch was built with gloo, the backend for CPU tensors.</summary>
    public static bool is_gloo_available() => Has("gloo");

    /// <summary>Whether libtorch was built with NCCL, the backend for CUDA tensors.</summary>
    public static bool is_nccl_available() => Has("nccl");

    /// <summary>Joins a group; every process of it must call this. Returns when this process found its place.</summary>
    /// <param name="backend"><c>gloo</c> or <c>nccl</c>.</param>
    /// <param name="master_addr">Host of the process that holds the store in which the others find each other.</param>
    /// <param name="master_port">Port of the store.</param>
    /// <param name="rank">Number of this process, from 0.</param>
    /// <param name="world_size">Processes in the group.</param>
    /// <param name="timeout">How long this and every operation of the group may wait for the others.</param>
    /// <param name="serve_store">Whether this process holds the store; by default the one of rank 0 does.</param>
    /// <param name="prefix">Separates this group from others on the same store.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The others did not come, or the backend is missing.</exception>
    public static ProcessGroup init_process_group(
        string backend, string master_addr, int master_port, int rank, int world_size, TimeSpan timeout, bool? serve_store = null, string prefix = "")
    {
        Native.Start();
        nint group = gt_dist_init(
            backend, master_addr, master_port, rank, world_size, serve_store ?? rank == 0, prefix, (long)Math.Ceiling(timeout.TotalMilliseconds));
        return group == 0 ? throw NativeError.Last() : new ProcessGroup(new ProcessGroupHandle(group), rank, world_size);
    }

    private static bool Has(string backend)
    {
        Native.Start();
        return gt_dist_has_backend(backend);
    }
}
