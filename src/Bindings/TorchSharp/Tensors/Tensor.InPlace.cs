using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    // In-place operations answer a new handle to the same tensor, as the official package does.
    public partial class Tensor
    {
        public Tensor abs_() => Wrap(gt_abs_(Handle), this);
        public Tensor neg_() => Wrap(gt_neg_(Handle), this);
        public Tensor exp_() => Wrap(gt_exp_(Handle), this);
        public Tensor log_() => Wrap(gt_log_(Handle), this);
        public Tensor sqrt_() => Wrap(gt_sqrt_(Handle), this);
        public Tensor rsqrt_() => Wrap(gt_rsqrt_(Handle), this);
        public Tensor square_() => Wrap(gt_square_(Handle), this);
        public Tensor floor_() => Wrap(gt_floor_(Handle), this);
        public Tensor round_() => Wrap(gt_round_(Handle), this);
        public Tensor tanh_() => Wrap(gt_tanh_(Handle), this);
        public Tensor sigmoid_() => Wrap(gt_sigmoid_(Handle), this);
        public Tensor relu_() => Wrap(gt_relu_(Handle), this);
        public Tensor zero_() => Wrap(gt_zero_(Handle), this);

        public Tensor fill_(Scalar value) => Wrap(gt_fill_(Handle, value), this);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Wrap(gt_copy_(Handle, source.Handle, nonBlocking), this, source);
        public Tensor add_(Tensor target) => Wrap(gt_add_(Handle, target.Handle, 1), this, target);
        public Tensor add_(Tensor target, Scalar alpha) => Wrap(gt_add_(Handle, target.Handle, alpha), this, target);
        public Tensor add_(Scalar scalar) => Wrap(gt_add_scalar_(Handle, scalar), this);
        public Tensor sub_(Tensor target) => Wrap(gt_sub_(Handle, target.Handle, 1), this, target);
        public Tensor sub_(Scalar scalar) => Wrap(gt_sub_scalar_(Handle, scalar), this);
        public Tensor mul_(Tensor target) => Wrap(gt_mul_(Handle, target.Handle), this, target);
        public Tensor mul_(Scalar scalar) => Wrap(gt_mul_scalar_(Handle, scalar), this);
        public Tensor div_(Tensor target) => Wrap(gt_div_(Handle, target.Handle), this, target);
        public Tensor div_(Scalar target) => Wrap(gt_div_scalar_(Handle, target), this);
        public Tensor pow_(Tensor exponent) => Wrap(gt_pow_(Handle, exponent.Handle), this, exponent);
        public Tensor pow_(Scalar exponent) => Wrap(gt_pow_scalar_(Handle, exponent), this);
        public Tensor lerp_(Tensor end, Tensor weight) => Wrap(gt_lerp_(Handle, end.Handle, weight.Handle), this, end, weight);
        public Tensor lerp_(Tensor end, Scalar weight) => Wrap(gt_lerp_scalar_(Handle, end.Handle, weight), this, end);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Wrap(gt_addcmul_(Handle, tensor1.Handle, tensor2.Handle, value), this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Wrap(gt_addcdiv_(Handle, tensor1.Handle, tensor2.Handle, value), this, tensor1, tensor2);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) =>
            Wrap(gt_clamp_(Handle, min ?? 0, min.HasValue, max ?? 0, max.HasValue), this);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Wrap(gt_clamp_tensor_(Handle, min?.Handle ?? 0, max?.Handle ?? 0), this, min, max);

        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) =>
            Wrap(gt_normal_(Handle, mean, std, Generator.Of(generator)), this);

        public Tensor uniform_(double from, double to, Generator? generator = null) => Wrap(gt_uniform_(Handle, from, to, Generator.Of(generator)), this);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Wrap(gt_bernoulli_(Handle, p, Generator.Of(generator)), this);

        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => Wrap(gt_exponential_(Handle, lambda, Generator.Of(generator)), this);

        public Tensor bernoulli(Generator? generator = null) => Wrap(gt_bernoulli(Handle, Generator.Of(generator)), this);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Wrap(gt_multinomial(Handle, num_samples, replacement, Generator.Of(generator)), this);
    }
}
