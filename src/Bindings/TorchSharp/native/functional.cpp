// Linear algebra and the functions of torch.nn.functional.
#include "shim.h"

#include <string>

TENSOR(matmul, (Handle self, Handle other), at::matmul(*self, *other))
TENSOR(mm, (Handle self, Handle other), at::mm(*self, *other))
TENSOR(mv, (Handle self, Handle other), at::mv(*self, *other))
TENSOR(bmm, (Handle self, Handle other), at::bmm(*self, *other))
TENSOR(dot, (Handle self, Handle other), at::dot(*self, *other))
TENSOR(outer, (Handle self, Handle other), at::outer(*self, *other))
TENSOR(baddbmm, (Handle self, Handle a, Handle b, double beta, double alpha), at::baddbmm(*self, *a, *b, beta, alpha))
TENSOR(addmm, (Handle self, Handle a, Handle b, double beta, double alpha), at::addmm(*self, *a, *b, beta, alpha))
TENSOR(einsum, (const char* equation, const Handle* handles, int32_t count), at::einsum(equation, tensors(handles, count)))

TENSOR(softmax, (Handle self, int64_t dim, int32_t dtype), at::softmax(*self, dim, maybe_dtype(dtype)))
TENSOR(log_softmax, (Handle self, int64_t dim, int32_t dtype), at::log_softmax(*self, dim, maybe_dtype(dtype)))
TENSOR(one_hot, (Handle self, int64_t classes), at::one_hot(*self, classes))

TENSOR(linear, (Handle input, Handle weight, Handle bias), at::linear(*input, *weight, maybe(bias)))
TENSOR(layer_norm, (Handle input, const int64_t* shape, int32_t count, Handle weight, Handle bias, double epsilon),
    at::layer_norm(*input, list(shape, count), maybe(weight), maybe(bias), epsilon))
TENSOR(embedding, (Handle weight, Handle indices, int64_t padding), at::embedding(*weight, *indices, padding))
TENSOR(embedding_bag, (Handle weight, Handle indices, Handle offsets, int64_t mode, Handle sample_weights, bool include_last),
    std::get<0>(at::embedding_bag(*weight, *indices, *offsets, false, mode, false, maybe(sample_weights), include_last)))

#define PAIRS const int64_t* stride, const int64_t* padding, const int64_t* dilation
TENSOR(conv1d, (Handle input, Handle weight, Handle bias, PAIRS, int64_t groups),
    at::conv1d(*input, *weight, maybe(bias), list(stride, 1), list(padding, 1), list(dilation, 1), groups))
TENSOR(conv2d, (Handle input, Handle weight, Handle bias, PAIRS, int64_t groups),
    at::conv2d(*input, *weight, maybe(bias), list(stride, 2), list(padding, 2), list(dilation, 2), groups))
TENSOR(conv_transpose2d, (Handle input, Handle weight, Handle bias, PAIRS, const int64_t* output_padding, int64_t groups),
    at::conv_transpose2d(*input, *weight, maybe(bias), list(stride, 2), list(padding, 2), list(output_padding, 2), groups, list(dilation, 2)))

TENSOR(max_pool2d, (Handle input, const int64_t* kernel, PAIRS),
    at::max_pool2d(*input, list(kernel, 2), list(stride, 2), list(padding, 2), list(dilation, 2)))
TENSOR(avg_pool2d, (Handle input, const int64_t* kernel, const int64_t* stride, const int64_t* padding),
    at::avg_pool2d(*input, list(kernel, 2), list(stride, 2), list(padding, 2)))
TENSOR(adaptive_avg_pool2d, (Handle input, const int64_t* size), at::adaptive_avg_pool2d(*input, list(size, 2)))
TENSOR(dropout, (Handle input, double probability, bool training), at::dropout(*input, probability, training))

// mode 0 constant, 1 reflect, 2 replicate, 3 circular
TENSOR(pad, (Handle input, const int64_t* amounts, int32_t count, int32_t mode, double value), ([&] {
    static const char* const names[] = {"constant", "reflect", "replicate", "circular"};
    return at::pad(*input, list(amounts, count), names[mode], mode == 0 ? optional<double>(value) : optional<double>());
}()))

// mode 0 nearest, 1 bilinear
TENSOR(interpolate2d, (Handle input, const int64_t* size, int32_t mode, bool align_corners),
    mode == 0 ? at::upsample_nearest2d(*input, list(size, 2)) : at::upsample_bilinear2d(*input, list(size, 2), align_corners))

TENSOR(mse_loss, (Handle input, Handle target, int64_t reduction), at::mse_loss(*input, *target, reduction))
TENSOR(l1_loss, (Handle input, Handle target, int64_t reduction), at::l1_loss(*input, *target, reduction))
TENSOR(smooth_l1_loss, (Handle input, Handle target, int64_t reduction, double beta), at::smooth_l1_loss(*input, *target, reduction, beta))
TENSOR(huber_loss, (Handle input, Handle target, int64_t reduction, double delta), at::huber_loss(*input, *target, reduction, delta))
TENSOR(cross_entropy, (Handle input, Handle target, Handle weight, int64_t reduction, int64_t ignored, double smoothing),
    at::cross_entropy_loss(*input, *target, maybe(weight), reduction, ignored, smoothing))
TENSOR(nll_loss, (Handle input, Handle target, Handle weight, int64_t reduction), at::nll_loss(*input, *target, maybe(weight), reduction))
TENSOR(binary_cross_entropy_with_logits, (Handle input, Handle target, Handle weight, Handle positive, int64_t reduction),
    at::binary_cross_entropy_with_logits(*input, *target, maybe(weight), maybe(positive), reduction))
TENSOR(binary_cross_entropy, (Handle input, Handle target, Handle weight, int64_t reduction),
    at::binary_cross_entropy(*input, *target, maybe(weight), reduction))
TENSOR(cosine_similarity, (Handle a, Handle b, int64_t dim, double epsilon), at::cosine_similarity(*a, *b, dim, epsilon))
// Divides by the p-norm along a dimension, never by less than epsilon.
TENSOR(normalize, (Handle self, double p, int64_t dim, double epsilon),
    *self / at::norm(*self, at::Scalar(p), at::IntArrayRef(dim), true).clamp_min(epsilon).expand_as(*self))
TENSOR(qr_q, (Handle self, Handle* r), ([&] {
    auto result = at::linalg_qr(*self);
    *r = wrap(std::get<1>(result));
    return std::get<0>(result);
}()))
