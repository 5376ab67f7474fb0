using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Shim, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool gt_dist_has_backend(string name);

    [LibraryImport(Shim, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint gt_dist_init(
        string backend, string host, int port, int rank, int size, [MarshalAs(UnmanagedType.U1)] bool serves, string prefix, long timeoutMs);

    [LibraryImport(Shim)] internal static partial void gt_dist_free(nint group);
    [LibraryImport(Shim)] internal static partial int gt_dist_all_reduce(ProcessGroupHandle group, nint tensor, int operation);
    [LibraryImport(Shim)] internal static partial int gt_dist_broadcast(ProcessGroupHandle group, nint tensor, int source);
    [LibraryImport(Shim)] internal static partial int gt_dist_all_gather(ProcessGroupHandle group, nint output, nint input);
    [LibraryImport(Shim)] internal static partial int gt_dist_barrier(ProcessGroupHandle group);
    [LibraryImport(Shim)] internal static partial int gt_dist_average_gradients(ProcessGroupHandle group, nint* parameters, int count);
}
