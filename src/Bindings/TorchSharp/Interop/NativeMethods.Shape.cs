using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Shim)] internal static partial nint gt_view(nint self, long* values, int count);
    [LibraryImport(Shim)] internal static partial nint gt_reshape(nint self, long* values, int count);
    [LibraryImport(Shim)] internal static partial nint gt_expand(nint self, long* values, int count, [MarshalAs(UnmanagedType.U1)] bool isImplicit);
    [LibraryImport(Shim)] internal static partial nint gt_repeat(nint self, long* values, int count);
    [LibraryImport(Shim)] internal static partial nint gt_permute(nint self, long* values, int count);
    [LibraryImport(Shim)] internal static partial nint gt_flip(nint self, long* values, int count);
    [LibraryImport(Shim)] internal static partial nint gt_roll(nint self, long* values, int count, long* dims, int dimCount);
    [LibraryImport(Shim)] internal static partial nint gt_transpose(nint self, long a, long b);
    [LibraryImport(Shim)] internal static partial nint gt_t(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_flatten(nint self, long start, long end);
    [LibraryImport(Shim)] internal static partial nint gt_unflatten(nint self, long dim, long* values, int count);
    [LibraryImport(Shim)] internal static partial nint gt_squeeze(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_squeeze_dim(nint self, long dim);
    [LibraryImport(Shim)] internal static partial nint gt_unsqueeze(nint self, long dim);
    [LibraryImport(Shim)]
    internal static partial nint gt_repeat_interleave(nint self, long repeats, long dim, [MarshalAs(UnmanagedType.U1)] bool hasDim);
    [LibraryImport(Shim)] internal static partial nint gt_pixel_shuffle(nint self, long factor);
    [LibraryImport(Shim)] internal static partial nint gt_pixel_unshuffle(nint self, long factor);
    [LibraryImport(Shim)] internal static partial nint gt_tril(nint self, long diagonal);
    [LibraryImport(Shim)] internal static partial nint gt_triu(nint self, long diagonal);
    [LibraryImport(Shim)] internal static partial nint gt_diagonal(nint self, long offset, long a, long b);
    [LibraryImport(Shim)] internal static partial nint gt_cat(nint* tensors, int count, long dim);
    [LibraryImport(Shim)] internal static partial nint gt_stack(nint* tensors, int count, long dim);
    [LibraryImport(Shim)] internal static partial int gt_chunk(nint self, long chunks, long dim, nint* results, int capacity);
    [LibraryImport(Shim)] internal static partial int gt_split(nint self, long size, long dim, nint* results, int capacity);
    [LibraryImport(Shim)] internal static partial int gt_split_sizes(nint self, long* values, int count, long dim, nint* results, int capacity);
    [LibraryImport(Shim)] internal static partial int gt_unbind(nint self, long dim, nint* results, int capacity);
    [LibraryImport(Shim)] internal static partial nint gt_narrow(nint self, long dim, long start, long length);
    [LibraryImport(Shim)] internal static partial nint gt_slice(nint self, long dim, long start, long stop, long step);
    [LibraryImport(Shim)] internal static partial nint gt_select(nint self, long dim, long index);
    [LibraryImport(Shim)] internal static partial nint gt_index_select(nint self, long dim, nint index);
    [LibraryImport(Shim)] internal static partial nint gt_gather(nint self, long dim, nint index);
    [LibraryImport(Shim)] internal static partial nint gt_take(nint self, nint index);
    [LibraryImport(Shim)] internal static partial nint gt_scatter(nint self, long dim, nint index, nint source);
    [LibraryImport(Shim)] internal static partial nint gt_scatter_(nint self, long dim, nint index, nint source);
    [LibraryImport(Shim)] internal static partial nint gt_scatter_add(nint self, long dim, nint index, nint source);
    [LibraryImport(Shim)] internal static partial nint gt_scatter_add_(nint self, long dim, nint index, nint source);
    [LibraryImport(Shim)] internal static partial nint gt_index_add_(nint self, long dim, nint index, nint source, Scalar alpha);
    [LibraryImport(Shim)] internal static partial nint gt_index_copy_(nint self, long dim, nint index, nint source);
    [LibraryImport(Shim)] internal static partial nint gt_masked_fill(nint self, nint mask, Scalar value);
    [LibraryImport(Shim)] internal static partial nint gt_masked_fill_(nint self, nint mask, Scalar value);
    [LibraryImport(Shim)] internal static partial nint gt_masked_select(nint self, nint mask);
    [LibraryImport(Shim)] internal static partial nint gt_index(nint self, IndexArgument* indices, int count);
    [LibraryImport(Shim)] internal static partial nint gt_index_put_(nint self, IndexArgument* indices, int count, nint value);
    [LibraryImport(Shim)] internal static partial nint gt_index_put_scalar_(nint self, IndexArgument* indices, int count, Scalar value);
}
