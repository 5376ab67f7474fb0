using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Wrap(gt_add(Handle, target.Handle, 1), this, target);
        public Tensor add(Tensor target, Scalar alpha) => Wrap(gt_add(Handle, target.Handle, alpha), this, target);
        public Tensor add(Scalar scalar) => Wrap(gt_add_scalar(Handle, scalar), this);
        public Tensor sub(Tensor target) => Wrap(gt_sub(Handle, target.Handle, 1), this, target);
        public Tensor sub(Tensor target, Scalar alpha) => Wrap(gt_sub(Handle, target.Handle, alpha), this, target);
        public Tensor sub(Scalar scalar) => Wrap(gt_sub_scalar(Handle, scalar), this);
        public Tensor mul(Tensor target) => Wrap(gt_mul(Handle, target.Handle), this, target);
        public Tensor mul(Scalar scalar) => Wrap(gt_mul_scalar(Handle, scalar), this);
        public Tensor div(Tensor target) => Wrap(gt_div(Handle, target.Handle), this, target);
        public Tensor div(Scalar scalar) => Wrap(gt_div_scalar(Handle, scalar), this);
        public Tensor remainder(Tensor target) => Wrap(gt_remainder(Handle, target.Handle), this, target);
        public Tensor remainder(Scalar scalar) => Wrap(gt_remainder_scalar(Handle, scalar), this);
        public Tensor fmod(Tensor target) => Wrap(gt_fmod(Handle, target.Handle), this, target);
        public Tensor fmod(Scalar scalar) => Wrap(gt_fmod_scalar(Handle, scalar), this);
        public Tensor floor_divide(Tensor target) => Wrap(gt_floor_divide(Handle, target.Handle), this, target);
        public Tensor floor_divide(Scalar scalar) => Wrap(gt_floor_divide_scalar(Handle, scalar), this);

        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);
        public static Tensor operator -(Scalar left, Tensor right) => Wrap(gt_rsub_scalar(right.Handle, left), right);
        public static Tensor operator -(Tensor tensor) => tensor.neg();
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);
        public static Tensor operator /(Scalar left, Tensor right) => Wrap(gt_rdiv_scalar(right.Handle, left), right);
        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);
        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);
    }
}
