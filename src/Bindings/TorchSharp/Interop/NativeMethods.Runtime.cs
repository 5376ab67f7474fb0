using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

internal static unsafe partial class NativeMethods
{
    private const string Shim = "genrl_torch";

    [LibraryImport(Shim)] internal static partial nint gt_last_error();
    [SuppressGCTransition, LibraryImport(Shim)] internal static partial long gt_live_tensors();
    [LibraryImport(Shim)] internal static partial void gt_free(nint tensor);
    [LibraryImport(Shim)] internal static partial nint gt_version();
    [LibraryImport(Shim)] internal static partial int gt_set_num_threads(int threads);
    [LibraryImport(Shim)] internal static partial int gt_get_num_threads();
    [LibraryImport(Shim)] internal static partial void gt_set_fusing([MarshalAs(UnmanagedType.U1)] bool value);
    [LibraryImport(Shim)] [return: MarshalAs(UnmanagedType.U1)] internal static partial bool gt_get_fusing();
    [LibraryImport(Shim)] [return: MarshalAs(UnmanagedType.U1)] internal static partial bool gt_cuda_is_available();
    [LibraryImport(Shim)] [return: MarshalAs(UnmanagedType.U1)] internal static partial bool gt_cuda_is_built();
    [LibraryImport(Shim)] internal static partial int gt_cuda_device_count();
    [LibraryImport(Shim)] internal static partial int gt_manual_seed(long seed);
    [LibraryImport(Shim)] internal static partial nint gt_generator_new(long seed);
    [LibraryImport(Shim)] internal static partial nint gt_generator_default();
    [LibraryImport(Shim)] internal static partial void gt_generator_free(nint generator);
    [LibraryImport(Shim)] internal static partial int gt_generator_manual_seed(nint generator, long seed);
    [LibraryImport(Shim)] internal static partial int gt_generator_initial_seed(nint generator, out long seed);
    [LibraryImport(Shim)] internal static partial nint gt_generator_get_state(nint generator);
    [LibraryImport(Shim)] internal static partial int gt_generator_set_state(nint generator, nint state);
    [SuppressGCTransition, LibraryImport(Shim)] internal static partial long gt_dim(nint self);
    [SuppressGCTransition, LibraryImport(Shim)] internal static partial long gt_numel(nint self);
    [SuppressGCTransition, LibraryImport(Shim)] internal static partial int gt_dtype(nint self);
    [SuppressGCTransition, LibraryImport(Shim)] [return: MarshalAs(UnmanagedType.U1)] internal static partial bool gt_requires_grad(nint self);
    [SuppressGCTransition, LibraryImport(Shim)] [return: MarshalAs(UnmanagedType.U1)] internal static partial bool gt_is_leaf(nint self);
    [LibraryImport(Shim)] internal static partial void gt_device(nint self, out int type, out int index);
    [SuppressGCTransition, LibraryImport(Shim)] internal static partial void gt_sizes(nint self, long* sizes);
    [LibraryImport(Shim)] internal static partial int gt_strides(nint self, long* strides);
    [LibraryImport(Shim)] internal static partial int gt_size(nint self, long dimension, out long size);
    [LibraryImport(Shim)] internal static partial int gt_element_size(nint self, out long bytes);
    [LibraryImport(Shim)] internal static partial int gt_storage_offset(nint self, out long offset);
    [LibraryImport(Shim)] internal static partial int gt_is_contiguous(nint self, int format, [MarshalAs(UnmanagedType.U1)] out bool contiguous);
    [LibraryImport(Shim)] internal static partial int gt_data(nint self, out nint address);
    [LibraryImport(Shim)] internal static partial int gt_data_strided(nint self, out nint address);
    [LibraryImport(Shim)] internal static partial int gt_mark_changed(nint self);
    [LibraryImport(Shim)] internal static partial int gt_item_double(nint self, out double value);
    [LibraryImport(Shim)] internal static partial int gt_item_long(nint self, out long value);
    [LibraryImport(Shim)] internal static partial int gt_set_requires_grad(nint self, [MarshalAs(UnmanagedType.U1)] bool value);
    [LibraryImport(Shim)] internal static partial int gt_retain_grad(nint self);
    [LibraryImport(Shim)] internal static partial int gt_grad(nint self, out nint gradient);
    [LibraryImport(Shim)] internal static partial int gt_set_grad(nint self, nint gradient);
    [LibraryImport(Shim)] internal static partial int gt_set_data(nint self, nint source);
    [LibraryImport(Shim)] internal static partial nint gt_alias(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_share(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_clone(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_detach(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_detach_(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_contiguous(nint self, int format);
    [LibraryImport(Shim)]
    internal static partial nint gt_to(nint self, int dtype, int deviceType, int deviceIndex, [MarshalAs(UnmanagedType.U1)] bool nonBlocking,
        [MarshalAs(UnmanagedType.U1)] bool copy);
    [LibraryImport(Shim)] internal static partial nint gt_to_format(nint self, int format);
    [LibraryImport(Shim)] internal static partial nint gt_copy_(nint self, nint source, [MarshalAs(UnmanagedType.U1)] bool nonBlocking);
    [SuppressGCTransition, LibraryImport(Shim)] [return: MarshalAs(UnmanagedType.U1)] internal static partial bool gt_grad_enabled();
    [LibraryImport(Shim)] internal static partial void gt_set_grad_enabled([MarshalAs(UnmanagedType.U1)] bool enabled);
    [LibraryImport(Shim)]
    internal static partial int gt_backward(nint* outputs, int count, nint* gradients, int gradientCount,
        [MarshalAs(UnmanagedType.U1)] bool retainGraph, [MarshalAs(UnmanagedType.U1)] bool createGraph, nint* inputs, int inputCount);
    [LibraryImport(Shim)]
    internal static partial int gt_autograd_grad(nint* outputs, int count, nint* inputs, int inputCount, nint* gradients, int gradientCount,
        [MarshalAs(UnmanagedType.U1)] bool retainGraph, [MarshalAs(UnmanagedType.U1)] bool createGraph,
        [MarshalAs(UnmanagedType.U1)] bool allowUnused, nint* results, int capacity);
}
