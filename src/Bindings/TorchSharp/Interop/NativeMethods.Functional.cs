using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Shim)] internal static partial nint gt_matmul(nint self, nint other);
    [LibraryImport(Shim)] internal static partial nint gt_mm(nint self, nint other);
    [LibraryImport(Shim)] internal static partial nint gt_mv(nint self, nint other);
    [LibraryImport(Shim)] internal static partial nint gt_bmm(nint self, nint other);
    [LibraryImport(Shim)] internal static partial nint gt_dot(nint self, nint other);
    [LibraryImport(Shim)] internal static partial nint gt_outer(nint self, nint other);
    [LibraryImport(Shim)] internal static partial nint gt_baddbmm(nint self, nint a, nint b, double beta, double alpha);
    [LibraryImport(Shim)] internal static partial nint gt_addmm(nint self, nint a, nint b, double beta, double alpha);
    [LibraryImport(Shim)] internal static partial nint gt_einsum(byte* equation, nint* tensors, int count);
    [LibraryImport(Shim)] internal static partial nint gt_softmax(nint self, long dim, int dtype);
    [LibraryImport(Shim)] internal static partial nint gt_log_softmax(nint self, long dim, int dtype);
    [LibraryImport(Shim)] internal static partial nint gt_one_hot(nint self, long classes);
    [LibraryImport(Shim)] internal static partial nint gt_linear(nint input, nint weight, nint bias);
    [LibraryImport(Shim)] internal static partial nint gt_layer_norm(nint input, long* shape, int count, nint weight, nint bias, double epsilon);
    [LibraryImport(Shim)] internal static partial nint gt_embedding(nint weight, nint indices, long padding);
    [LibraryImport(Shim)]
    internal static partial nint gt_embedding_bag(nint weight, nint indices, nint offsets, long mode, nint sampleWeights,
        [MarshalAs(UnmanagedType.U1)] bool includeLast);
    [LibraryImport(Shim)]
    internal static partial nint gt_conv1d(nint input, nint weight, nint bias, long* stride, long* padding, long* dilation, long groups);
    [LibraryImport(Shim)]
    internal static partial nint gt_conv2d(nint input, nint weight, nint bias, long* stride, long* padding, long* dilation, long groups);
    [LibraryImport(Shim)]
    internal static partial nint gt_conv_transpose2d(nint input, nint weight, nint bias, long* stride, long* padding, long* dilation,
        long* outputPadding, long groups);
    [LibraryImport(Shim)] internal static partial nint gt_max_pool2d(nint input, long* kernel, long* stride, long* padding, long* dilation);
    [LibraryImport(Shim)] internal static partial nint gt_avg_pool2d(nint input, long* kernel, long* stride, long* padding);
    [LibraryImport(Shim)] internal static partial nint gt_adaptive_avg_pool2d(nint input, long* size);
    [LibraryImport(Shim)] internal static partial nint gt_dropout(nint input, double probability, [MarshalAs(UnmanagedType.U1)] bool training);
    [LibraryImport(Shim)] internal static partial nint gt_pad(nint input, long* amounts, int count, int mode, double value);
    [LibraryImport(Shim)]
    internal static partial nint gt_interpolate2d(nint input, long* size, int mode, [MarshalAs(UnmanagedType.U1)] bool alignCorners);
    [LibraryImport(Shim)] internal static partial nint gt_mse_loss(nint input, nint target, long reduction);
    [LibraryImport(Shim)] internal static partial nint gt_l1_loss(nint input, nint target, long reduction);
    [LibraryImport(Shim)] internal static partial nint gt_smooth_l1_loss(nint input, nint target, long reduction, double beta);
    [LibraryImport(Shim)] internal static partial nint gt_huber_loss(nint input, nint target, long reduction, double delta);
    [LibraryImport(Shim)]
    internal static partial nint gt_cross_entropy(nint input, nint target, nint weight, long reduction, long ignored, double smoothing);
    [LibraryImport(Shim)] internal static partial nint gt_nll_loss(nint input, nint target, nint weight, long reduction);
    [LibraryImport(Shim)]
    internal static partial nint gt_binary_cross_entropy_with_logits(nint input, nint target, nint weight, nint positive, long reduction);
    [LibraryImport(Shim)] internal static partial nint gt_binary_cross_entropy(nint input, nint target, nint weight, long reduction);
    [LibraryImport(Shim)] internal static partial nint gt_cosine_similarity(nint a, nint b, long dim, double epsilon);
    [LibraryImport(Shim)] internal static partial nint gt_normalize(nint self, double p, long dim, double epsilon);
    [LibraryImport(Shim)] internal static partial nint gt_qr_q(nint self, out nint r);
    [LibraryImport(Shim)]
    internal static partial int gt_adam_step(nint* parameters, nint* firsts, nint* seconds, nint* maxima, long* steps, int count,
        AdamArguments* arguments);
    [LibraryImport(Shim)] internal static partial int gt_sgd_step(nint* parameters, nint* buffers, int count, SgdArguments* arguments);
    [LibraryImport(Shim)] internal static partial int gt_zero_grads(nint* parameters, int count, [MarshalAs(UnmanagedType.U1)] bool setToNone);
    [LibraryImport(Shim)] internal static partial int gt_clip_grad_norm_(nint* parameters, int count, double bound, double p, out double total);
    [LibraryImport(Shim)] internal static partial int gt_foreach_lerp_(nint* targets, nint* sources, int count, double weight);
    [LibraryImport(Shim)] internal static partial int gt_foreach_copy_(nint* targets, nint* sources, int count);
    [LibraryImport(Shim)] internal static partial int gt_foreach_mul_(nint* targets, int count, double factor);
}
