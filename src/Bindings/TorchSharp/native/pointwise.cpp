#include "shim.h"

#define UNARY(name) TENSOR(name, (Handle self), at::name(*self))
#define UNARY_INPLACE(name) TENSOR(name, (Handle self), self->name())

UNARY(abs) UNARY(neg) UNARY(exp) UNARY(expm1) UNARY(log) UNARY(log1p) UNARY(log2) UNARY(log10)
UNARY(sqrt) UNARY(rsqrt) UNARY(reciprocal) UNARY(sign) UNARY(square) UNARY(floor) UNARY(ceil) UNARY(round) UNARY(trunc)
UNARY(sin) UNARY(cos) UNARY(tan) UNARY(asin) UNARY(acos) UNARY(atan) UNARY(sinh) UNARY(cosh) UNARY(tanh) UNARY(atanh)
UNARY(sigmoid) UNARY(relu) UNARY(silu) UNARY(erf) UNARY(erfinv) UNARY(log_sigmoid) UNARY(isnan) UNARY(isinf) UNARY(isfinite)
UNARY(logical_not)

UNARY_INPLACE(abs_) UNARY_INPLACE(neg_) UNARY_INPLACE(exp_) UNARY_INPLACE(log_) UNARY_INPLACE(sqrt_) UNARY_INPLACE(rsqrt_)
UNARY_INPLACE(square_) UNARY_INPLACE(floor_) UNARY_INPLACE(round_) UNARY_INPLACE(tanh_) UNARY_INPLACE(sigmoid_) UNARY_INPLACE(relu_)
UNARY_INPLACE(zero_)

TENSOR(gelu, (Handle self), at::gelu(*self))
TENSOR(elu, (Handle self, double alpha), at::elu(*self, alpha))
TENSOR(leaky_relu, (Handle self, double slope), at::leaky_relu(*self, slope))
TENSOR(softplus, (Handle self, double beta, double threshold), at::softplus(*self, beta, threshold))

TENSOR(add, (Handle self, Handle other, ScalarArgument alpha), at::add(*self, *other, alpha))
TENSOR(sub, (Handle self, Handle other, ScalarArgument alpha), at::sub(*self, *other, alpha))
TENSOR(add_, (Handle self, Handle other, ScalarArgument alpha), self->add_(*other, alpha))
TENSOR(sub_, (Handle self, Handle other, ScalarArgument alpha), self->sub_(*other, alpha))
TENSOR(add_scalar, (Handle self, ScalarArgument other), at::add(*self, static_cast<at::Scalar>(other)))
TENSOR(sub_scalar, (Handle self, ScalarArgument other), at::sub(*self, static_cast<at::Scalar>(other)))
TENSOR(rsub_scalar, (Handle self, ScalarArgument other), at::rsub(*self, static_cast<at::Scalar>(other)))
TENSOR(add_scalar_, (Handle self, ScalarArgument other), self->add_(static_cast<at::Scalar>(other)))
TENSOR(sub_scalar_, (Handle self, ScalarArgument other), self->sub_(static_cast<at::Scalar>(other)))
// scalar / tensor as PyTorch does it: reciprocal times scalar.
TENSOR(rdiv_scalar, (Handle self, ScalarArgument other), at::mul(at::reciprocal(*self), static_cast<at::Scalar>(other)))

#define BINARY(name) TENSOR(name, (Handle self, Handle other), at::name(*self, *other))
#define BINARY_METHOD(name) TENSOR(name, (Handle self, Handle other), self->name(*other))
#define BINARY_SCALAR(name) TENSOR(name##_scalar, (Handle self, ScalarArgument other), at::name(*self, static_cast<at::Scalar>(other)))
#define BINARY_SCALAR_INPLACE(name) TENSOR(name##scalar_, (Handle self, ScalarArgument other), self->name(static_cast<at::Scalar>(other)))

BINARY(mul) BINARY(div) BINARY(pow) BINARY(remainder) BINARY(fmod) BINARY(atan2)
BINARY_METHOD(mul_) BINARY_METHOD(div_) BINARY_METHOD(pow_)
BINARY_SCALAR(mul) BINARY_SCALAR(div) BINARY_SCALAR(pow) BINARY_SCALAR(remainder) BINARY_SCALAR(fmod)
BINARY_SCALAR_INPLACE(mul_) BINARY_SCALAR_INPLACE(div_) BINARY_SCALAR_INPLACE(pow_)
TENSOR(floor_divide, (Handle self, Handle other), at::div(*self, *other, "floor"))
TENSOR(floor_divide_scalar, (Handle self, ScalarArgument other), at::div(*self, static_cast<at::Scalar>(other), "floor"))

BINARY(maximum) BINARY(minimum)
BINARY(eq) BINARY(ne) BINARY(lt) BINARY(le) BINARY(gt) BINARY(ge)
BINARY_SCALAR(eq) BINARY_SCALAR(ne) BINARY_SCALAR(lt) BINARY_SCALAR(le) BINARY_SCALAR(gt) BINARY_SCALAR(ge)
BINARY(logical_and) BINARY(logical_or) BINARY(logical_xor)
TENSOR(bitwise_and, (Handle self, Handle other), at::bitwise_and(*self, *other))
TENSOR(bitwise_or, (Handle self, Handle other), at::bitwise_or(*self, *other))
TENSOR(bitwise_not, (Handle self), at::bitwise_not(*self))

#define MAYBE_SCALAR(argument) (has_##argument ? optional<at::Scalar>(argument) : optional<at::Scalar>())
TENSOR(clamp, (Handle self, ScalarArgument low, bool has_low, ScalarArgument high, bool has_high),
    at::clamp(*self, MAYBE_SCALAR(low), MAYBE_SCALAR(high)))
TENSOR(clamp_, (Handle self, ScalarArgument low, bool has_low, ScalarArgument high, bool has_high),
    self->clamp_(MAYBE_SCALAR(low), MAYBE_SCALAR(high)))
TENSOR(clamp_tensor, (Handle self, Handle low, Handle high), at::clamp(*self, maybe(low), maybe(high)))
TENSOR(clamp_tensor_, (Handle self, Handle low, Handle high), self->clamp_(maybe(low), maybe(high)))

TENSOR(fill_, (Handle self, ScalarArgument value), self->fill_(static_cast<at::Scalar>(value)))
TENSOR(lerp, (Handle self, Handle end, Handle weight), at::lerp(*self, *end, *weight))
TENSOR(lerp_, (Handle self, Handle end, Handle weight), self->lerp_(*end, *weight))
TENSOR(lerp_scalar, (Handle self, Handle end, ScalarArgument weight), at::lerp(*self, *end, static_cast<at::Scalar>(weight)))
TENSOR(lerp_scalar_, (Handle self, Handle end, ScalarArgument weight), self->lerp_(*end, static_cast<at::Scalar>(weight)))
TENSOR(addcmul_, (Handle self, Handle a, Handle b, ScalarArgument value), self->addcmul_(*a, *b, value))
TENSOR(addcdiv_, (Handle self, Handle a, Handle b, ScalarArgument value), self->addcdiv_(*a, *b, value))
TENSOR(addcmul, (Handle self, Handle a, Handle b, ScalarArgument value), at::addcmul(*self, *a, *b, value))
TENSOR(addcdiv, (Handle self, Handle a, Handle b, ScalarArgument value), at::addcdiv(*self, *a, *b, value))

TENSOR(where, (Handle condition, Handle self, Handle other), at::where(*condition, *self, *other))
TENSOR(nan_to_num, (Handle self, double nan, double high, bool has_high, double low, bool has_low),
    at::nan_to_num(*self, nan, has_high ? optional<double>(high) : optional<double>(), has_low ? optional<double>(low) : optional<double>()))
