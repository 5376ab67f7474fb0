using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Shim)] internal static partial nint gt_empty(long* sizes, int count, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_zeros(long* sizes, int count, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_ones(long* sizes, int count, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_full(Scalar value, long* sizes, int count, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_rand(nint generator, long* sizes, int count, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_randn(nint generator, long* sizes, int count, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)]
    internal static partial nint gt_randint(long low, long high, nint generator, long* sizes, int count, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_randperm(long length, nint generator, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_arange(Scalar start, Scalar stop, Scalar step, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_linspace(double start, double stop, long steps, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_eye(long rows, long columns, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)]
    internal static partial nint gt_from_memory(void* source, long* sizes, int count, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_empty_like(nint self, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_zeros_like(nint self, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_ones_like(nint self, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_full_like(nint self, Scalar value, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_rand_like(nint self, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)] internal static partial nint gt_randn_like(nint self, int dtype, int deviceType, int deviceIndex);
    [LibraryImport(Shim)]
    internal static partial nint gt_multinomial(nint self, long samples, [MarshalAs(UnmanagedType.U1)] bool replacement, nint generator);
    [LibraryImport(Shim)] internal static partial nint gt_bernoulli(nint self, nint generator);
    [LibraryImport(Shim)] internal static partial nint gt_normal_(nint self, double mean, double deviation, nint generator);
    [LibraryImport(Shim)] internal static partial nint gt_uniform_(nint self, double low, double high, nint generator);
    [LibraryImport(Shim)] internal static partial nint gt_bernoulli_(nint self, double probability, nint generator);
    [LibraryImport(Shim)] internal static partial nint gt_exponential_(nint self, double rate, nint generator);
}
