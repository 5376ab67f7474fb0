using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Shim)] internal static partial nint gt_layer_norm_silu(nint input, nint gain, nint shift, double epsilon);
    [LibraryImport(Shim)] internal static partial nint gt_channel_layer_norm_silu(nint input, nint gain, nint shift, double epsilon);
    [LibraryImport(Shim)]
    internal static partial nint gt_layer_norm_gru(nint inputs, nint state, nint weight, nint gain, nint shift, nint keep, double epsilon);
    [LibraryImport(Shim)] internal static partial nint gt_mixed_softmax(nint logits, double share);
    [LibraryImport(Shim)] internal static partial nint gt_one_hot_sample(nint probabilities, nint uniform);
    [LibraryImport(Shim)] internal static partial nint gt_sparse_linear(nint input, nint weight, nint bias, long columns);
}
