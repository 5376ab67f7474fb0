using TorchSharp.Interop;
using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static unsafe partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null)
            {
                Tensor result = Wrap(gt_linear(input.Handle, weights.Handle, bias?.Handle ?? 0), input, weights, bias);
                return result;
            }

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
            {
                fixed (long* shape = normalized_shape)
                {
                    return Wrap(gt_layer_norm(input.Handle, shape, normalized_shape.Length, weight?.Handle ?? 0, bias?.Handle ?? 0, eps), input, weight, bias);
                }
            }

            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1)
            {
                long s = stride ?? 1, p = padding ?? 0, d = dilation ?? 1;
                return Wrap(gt_conv1d(input.Handle, weight.Handle, bias?.Handle ?? 0, &s, &p, &d, groups), input, weight, bias);
            }

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
            {
                long* s = stackalloc long[2], p = stackalloc long[2], d = stackalloc long[2];
                Pair(strides, 1, s, nameof(strides));
                Pair(padding, 0, p, nameof(padding));
                Pair(dilation, 1, d, nameof(dilation));
                return Wrap(gt_conv2d(input.Handle, weight.Handle, bias?.Handle ?? 0, s, p, d, groups), input, weight, bias);
            }

            // The official versions name the fifth argument differently: pass it by position.
            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1)
            {
                long* s = stackalloc long[2], p = stackalloc long[2], o = stackalloc long[2], d = stackalloc long[2];
                Pair(strides, 1, s, nameof(strides));
                Pair(padding, 0, p, nameof(padding));
                Pair(output_padding, 0, o, nameof(output_padding));
                Pair(dilation, 1, d, nameof(dilation));
                return Wrap(gt_conv_transpose2d(input.Handle, weight.Handle, bias?.Handle ?? 0, s, p, d, o, groups), input, weight, bias);
            }

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
            {
                if (ceil_mode)
                {
                    throw new ArgumentException("ceil_mode is not covered by this binding.");
                }
                long* k = stackalloc long[2], s = stackalloc long[2], p = stackalloc long[2], d = stackalloc long[2];
                Pair(kernel_size, 1, k, nameof(kernel_size));
                Pair(strides ?? kernel_size, 1, s, nameof(strides));
                Pair(padding, 0, p, nameof(padding));
                Pair(dilation, 1, d, nameof(dilation));
                return Wrap(gt_max_pool2d(input.Handle, k, s, p, d), input);
            }

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? paddings = null)
            {
                long* k = stackalloc long[2], s = stackalloc long[2], p = stackalloc long[2];
                Pair(kernel_size, 1, k, nameof(kernel_size));
                Pair(strides ?? kernel_size, 1, s, nameof(strides));
                Pair(paddings, 0, p, nameof(paddings));
                return Wrap(gt_avg_pool2d(input.Handle, k, s, p), input);
            }

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size)
            {
                long* size = stackalloc long[2];
                Pair(output_size, 1, size, nameof(output_size));
                return Wrap(gt_adaptive_avg_pool2d(input.Handle, size), input);
            }

            /// <param name="input">[..., C, H, W].</param>
            /// <param name="pad">Amounts before and after, last dimension first.</param>
            /// <param name="mode">How the border is filled.</param>
            /// <param name="value">Filling of the constant mode.</param>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                int native = mode switch
                {
                    PaddingModes.Zeros or PaddingModes.Constant => 0,
                    PaddingModes.Reflect => 1,
                    PaddingModes.Replicate => 2,
                    _ => 3,
                };
                fixed (long* amounts = pad)
                {
                    return Wrap(gt_pad(input.Handle, amounts, pad.Length, native, mode == PaddingModes.Zeros ? 0 : value), input);
                }
            }

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>Resizes images [B, C, H, W] by nearest neighbour or bilinear interpolation, to a size or by a factor.</summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false)
            {
                if (mode is not (InterpolationMode.Nearest or InterpolationMode.Bilinear))
                {
                    throw new ArgumentException($"Interpolation {mode} is not covered by this binding; use Nearest or Bilinear.");
                }
                if ((size is null) == (scale_factor is null))
                {
                    throw new ArgumentException("Give either a size or a scale factor.");
                }
                long[] shape = x.shape;
                if (shape.Length != 4)
                {
                    throw new ArgumentException($"Images must be [B, C, H, W], not {shape.Length}-dimensional.");
                }
                long* target = stackalloc long[2];
                Pair(size ?? [(long)(shape[2] * scale_factor![0]), (long)(shape[3] * scale_factor[^1])], 1, target, nameof(size));
                return Wrap(gt_interpolate2d(x.Handle, target, mode == InterpolationMode.Nearest ? 0 : 1, align_corners ?? false), x);
            }

            private static void Pair(long[]? given, long otherwise, long* target, string name)
            {
                if (given is { Length: not (1 or 2) })
                {
                    throw new ArgumentException($"{name} must have one or two entries, not {given.Length}.");
                }
                target[0] = given is null ? otherwise : given[0];
                target[1] = given is null ? otherwise : given[^1];
            }
        }
    }
}
