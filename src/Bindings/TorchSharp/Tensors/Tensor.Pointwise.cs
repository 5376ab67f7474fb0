using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Wrap(gt_abs(Handle), this);
        public Tensor neg() => Wrap(gt_neg(Handle), this);
        public Tensor exp() => Wrap(gt_exp(Handle), this);
        public Tensor expm1() => Wrap(gt_expm1(Handle), this);
        public Tensor log() => Wrap(gt_log(Handle), this);
        public Tensor log1p() => Wrap(gt_log1p(Handle), this);
        public Tensor log2() => Wrap(gt_log2(Handle), this);
        public Tensor log10() => Wrap(gt_log10(Handle), this);
        public Tensor sqrt() => Wrap(gt_sqrt(Handle), this);
        public Tensor rsqrt() => Wrap(gt_rsqrt(Handle), this);
        public Tensor reciprocal() => Wrap(gt_reciprocal(Handle), this);
        public Tensor sign() => Wrap(gt_sign(Handle), this);
        public Tensor square() => Wrap(gt_square(Handle), this);
        public Tensor floor() => Wrap(gt_floor(Handle), this);
        public Tensor ceil() => Wrap(gt_ceil(Handle), this);
        public Tensor round() => Wrap(gt_round(Handle), this);
        public Tensor trunc() => Wrap(gt_trunc(Handle), this);
        public Tensor sin() => Wrap(gt_sin(Handle), this);
        public Tensor cos() => Wrap(gt_cos(Handle), this);
        public Tensor tan() => Wrap(gt_tan(Handle), this);
        public Tensor asin() => Wrap(gt_asin(Handle), this);
        public Tensor acos() => Wrap(gt_acos(Handle), this);
        public Tensor atan() => Wrap(gt_atan(Handle), this);
        public Tensor sinh() => Wrap(gt_sinh(Handle), this);
        public Tensor cosh() => Wrap(gt_cosh(Handle), this);
        public Tensor tanh() => Wrap(gt_tanh(Handle), this);
        public Tensor atanh() => Wrap(gt_atanh(Handle), this);
        public Tensor sigmoid() => Wrap(gt_sigmoid(Handle), this);
        public Tensor relu() => Wrap(gt_relu(Handle), this);
        public Tensor silu() => Wrap(gt_silu(Handle), this);
        public Tensor gelu() => Wrap(gt_gelu(Handle), this);
        public Tensor erf() => Wrap(gt_erf(Handle), this);
        public Tensor erfinv() => Wrap(gt_erfinv(Handle), this);
        public Tensor log_sigmoid() => Wrap(gt_log_sigmoid(Handle), this);
        public Tensor isnan() => Wrap(gt_isnan(Handle), this);
        public Tensor isinf() => Wrap(gt_isinf(Handle), this);
        public Tensor isfinite() => Wrap(gt_isfinite(Handle), this);
        public Tensor logical_not() => Wrap(gt_logical_not(Handle), this);
        public Tensor bitwise_not() => Wrap(gt_bitwise_not(Handle), this);

        public Tensor softplus(double beta = 1, double threshold = 20) => Wrap(gt_softplus(Handle, beta, threshold), this);
        public Tensor leaky_relu(Scalar negative_slope) => Wrap(gt_leaky_relu(Handle, negative_slope.AsDouble), this);
        public Tensor elu() => Wrap(gt_elu(Handle, 1), this);
        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) =>
            Wrap(gt_nan_to_num(Handle, nan, posinf ?? 0, posinf.HasValue, neginf ?? 0, neginf.HasValue), this);

        public Tensor pow(Tensor exponent) => Wrap(gt_pow(Handle, exponent.Handle), this, exponent);
        public Tensor pow(Scalar exponent) => Wrap(gt_pow_scalar(Handle, exponent), this);
        public Tensor atan2(Tensor other) => Wrap(gt_atan2(Handle, other.Handle), this, other);
        public Tensor maximum(Tensor other) => Wrap(gt_maximum(Handle, other.Handle), this, other);
        public Tensor minimum(Tensor other) => Wrap(gt_minimum(Handle, other.Handle), this, other);
        public Tensor max(Tensor other) => maximum(other);
        public Tensor min(Tensor other) => minimum(other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) =>
            Wrap(gt_clamp(Handle, min ?? 0, min.HasValue, max ?? 0, max.HasValue), this);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Wrap(gt_clamp_tensor(Handle, min?.Handle ?? 0, max?.Handle ?? 0), this, min, max);
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
        public Tensor clamp_min(Scalar min) => clamp((Scalar?)min, null);
        public Tensor clamp_max(Scalar max) => clamp((Scalar?)null, max);

        public Tensor lerp(Tensor end, Tensor weight) => Wrap(gt_lerp(Handle, end.Handle, weight.Handle), this, end, weight);
        public Tensor lerp(Tensor end, Scalar weight) => Wrap(gt_lerp_scalar(Handle, end.Handle, weight), this, end);
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Wrap(gt_addcmul(Handle, tensor1.Handle, tensor2.Handle, value), this, tensor1, tensor2);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Wrap(gt_addcdiv(Handle, tensor1.Handle, tensor2.Handle, value), this, tensor1, tensor2);

        /// <summary>This where the condition holds, <paramref name="y"/> elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Wrap(gt_where(condition.Handle, Handle, y.Handle), this, condition, y);

        public Tensor eq(Tensor target) => Wrap(gt_eq(Handle, target.Handle), this, target);
        public Tensor eq(Scalar target) => Wrap(gt_eq_scalar(Handle, target), this);
        public Tensor ne(Tensor target) => Wrap(gt_ne(Handle, target.Handle), this, target);
        public Tensor ne(Scalar target) => Wrap(gt_ne_scalar(Handle, target), this);
        public Tensor lt(Tensor target) => Wrap(gt_lt(Handle, target.Handle), this, target);
        public Tensor lt(Scalar target) => Wrap(gt_lt_scalar(Handle, target), this);
        public Tensor le(Tensor target) => Wrap(gt_le(Handle, target.Handle), this, target);
        public Tensor le(Scalar target) => Wrap(gt_le_scalar(Handle, target), this);
        public Tensor gt(Tensor target) => Wrap(gt_gt(Handle, target.Handle), this, target);
        public Tensor gt(Scalar target) => Wrap(gt_gt_scalar(Handle, target), this);
        public Tensor ge(Tensor target) => Wrap(gt_ge(Handle, target.Handle), this, target);
        public Tensor ge(Scalar target) => Wrap(gt_ge_scalar(Handle, target), this);
        public Tensor logical_and(Tensor other) => Wrap(gt_logical_and(Handle, other.Handle), this, other);
        public Tensor logical_or(Tensor other) => Wrap(gt_logical_or(Handle, other.Handle), this, other);
        public Tensor logical_xor(Tensor other) => Wrap(gt_logical_xor(Handle, other.Handle), this, other);
        public Tensor bitwise_and(Tensor other) => Wrap(gt_bitwise_and(Handle, other.Handle), this, other);
        public Tensor bitwise_or(Tensor other) => Wrap(gt_bitwise_or(Handle, other.Handle), this, other);

        /// <summary>Whether all elements agree within <c>atol + rtol * |target|</c>.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            Check(gt_allclose(Handle, target.Handle, rtol, atol, equal_nan, out bool close), this);
            GC.KeepAlive(target);
            return close;
        }
    }
}
