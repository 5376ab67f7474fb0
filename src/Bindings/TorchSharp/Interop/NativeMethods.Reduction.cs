using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Shim)] internal static partial nint gt_sum(nint self, int dtype);
    [LibraryImport(Shim)]
    internal static partial nint gt_sum_dims(nint self, long* dims, int count, [MarshalAs(UnmanagedType.U1)] bool keepdim, int dtype);
    [LibraryImport(Shim)] internal static partial nint gt_mean(nint self, int dtype);
    [LibraryImport(Shim)]
    internal static partial nint gt_mean_dims(nint self, long* dims, int count, [MarshalAs(UnmanagedType.U1)] bool keepdim, int dtype);
    [LibraryImport(Shim)] internal static partial nint gt_prod(nint self, int dtype);
    [LibraryImport(Shim)] internal static partial nint gt_prod_dim(nint self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim, int dtype);
    [LibraryImport(Shim)] internal static partial nint gt_var(nint self, [MarshalAs(UnmanagedType.U1)] bool unbiased);
    [LibraryImport(Shim)]
    internal static partial nint gt_var_dims(nint self, long* dims, int count, [MarshalAs(UnmanagedType.U1)] bool unbiased,
        [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)] internal static partial nint gt_std(nint self, [MarshalAs(UnmanagedType.U1)] bool unbiased);
    [LibraryImport(Shim)]
    internal static partial nint gt_std_dims(nint self, long* dims, int count, [MarshalAs(UnmanagedType.U1)] bool unbiased,
        [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)] internal static partial nint gt_amax(nint self, long* dims, int count, [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)] internal static partial nint gt_amin(nint self, long* dims, int count, [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)] internal static partial nint gt_max(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_min(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_median(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_all(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_any(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_all_dim(nint self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)] internal static partial nint gt_any_dim(nint self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)]
    internal static partial nint gt_argmax(nint self, long dim, [MarshalAs(UnmanagedType.U1)] bool hasDim,
        [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)]
    internal static partial nint gt_argmin(nint self, long dim, [MarshalAs(UnmanagedType.U1)] bool hasDim,
        [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)] internal static partial nint gt_argsort(nint self, long dim, [MarshalAs(UnmanagedType.U1)] bool descending);
    [LibraryImport(Shim)] internal static partial nint gt_norm(nint self, double p);
    [LibraryImport(Shim)] internal static partial nint gt_norm_dim(nint self, double p, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)] internal static partial nint gt_logsumexp(nint self, long* dims, int count, [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)] internal static partial nint gt_cumsum(nint self, long dim, int dtype);
    [LibraryImport(Shim)] internal static partial nint gt_cumprod(nint self, long dim, int dtype);
    [LibraryImport(Shim)]
    internal static partial nint gt_quantile(nint self, nint q, long dim, [MarshalAs(UnmanagedType.U1)] bool hasDim,
        [MarshalAs(UnmanagedType.U1)] bool keepdim);
    [LibraryImport(Shim)] internal static partial nint gt_count_nonzero(nint self);
    [LibraryImport(Shim)] internal static partial nint gt_nonzero(nint self);
    [LibraryImport(Shim)]
    internal static partial int gt_max_dim(nint self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim, nint* results, int capacity);
    [LibraryImport(Shim)]
    internal static partial int gt_min_dim(nint self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim, nint* results, int capacity);
    [LibraryImport(Shim)]
    internal static partial int gt_sort(nint self, long dim, [MarshalAs(UnmanagedType.U1)] bool descending,
        [MarshalAs(UnmanagedType.U1)] bool stable, nint* results, int capacity);
    [LibraryImport(Shim)]
    internal static partial int gt_topk(nint self, long k, long dim, [MarshalAs(UnmanagedType.U1)] bool largest,
        [MarshalAs(UnmanagedType.U1)] bool sorted, nint* results, int capacity);
    [LibraryImport(Shim)] internal static partial int gt_equal(nint self, nint other, [MarshalAs(UnmanagedType.U1)] out bool equal);
    [LibraryImport(Shim)]
    internal static partial int gt_allclose(nint self, nint other, double relative, double absolute, [MarshalAs(UnmanagedType.U1)] bool equalNan,
        [MarshalAs(UnmanagedType.U1)] out bool close);
}
