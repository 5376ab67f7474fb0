using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static unsafe partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            // inplace saves memory only; where libtorch has no such variant the result is a new tensor.
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();
            public static Tensor silu(Tensor x, bool inplace = false) => x.silu();
            public static Tensor gelu(Tensor x) => x.gelu();
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => Wrap(gt_elu(x.Handle, alpha), x);
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => Wrap(gt_leaky_relu(input.Handle, negative_slope), input);
            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();
            public static Tensor sigmoid(Tensor x) => x.sigmoid();
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => x.softplus(beta, threshold);
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Wrap(gt_dropout(input.Handle, p, training), input);

            /// <summary>Int64 [..., C] with a one at each index.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Wrap(gt_one_hot(x.Handle, num_classes), x);

            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Wrap(gt_pixel_shuffle(input.Handle, upscale_factor), input);

            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => Wrap(gt_pixel_unshuffle(input.Handle, downscale_factor), input);

            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12) => Wrap(gt_normalize(input.Handle, p, dim, eps), input);

            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) =>
                Wrap(gt_cosine_similarity(x1.Handle, x2.Handle, dim, eps), x1, x2);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Wrap(gt_mse_loss(input.Handle, target.Handle, (long)reduction), input, target);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Wrap(gt_l1_loss(input.Handle, target.Handle, (long)reduction), input, target);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                Wrap(gt_smooth_l1_loss(input.Handle, target.Handle, (long)reduction, beta), input, target);

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean) =>
                Wrap(gt_huber_loss(input.Handle, target.Handle, (long)reduction, delta), input, target);

            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Wrap(gt_cross_entropy(input.Handle, target.Handle, weight?.Handle ?? 0, (long)reduction, ignore_index, label_smoothing), input, target, weight);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Wrap(gt_nll_loss(input.Handle, target.Handle, weight?.Handle ?? 0, (long)reduction), input, target, weight);

            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Wrap(gt_binary_cross_entropy(input.Handle, target.Handle, weight?.Handle ?? 0, (long)reduction), input, target, weight);

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            {
                Tensor result = Wrap(gt_binary_cross_entropy_with_logits(input.Handle, target.Handle, weight?.Handle ?? 0, pos_weights?.Handle ?? 0, (long)reduction), input, target, weight);
                GC.KeepAlive(pos_weights);
                return result;
            }
        }
    }
}
