// LayerNorm followed by SiLU in one pass over the rows, forward and backward.
#include "shim.h"
#include "vector_math.h"

#include <torch/csrc/autograd/custom_function.h>

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

// Rows of a tensor whose normalized dimension is dense in memory: [rows] x [size], rows addressed through up to three strides.
struct Rows {
    int64_t count[3];
    int64_t stride[3];
    int64_t size;

    int64_t total() const { return count[0] * count[1] * count[2]; }

    int64_t offset(int64_t row) const {
        const int64_t inner = row % count[2];
        const int64_t rest = row / count[2];
        return (rest / count[1]) * stride[0] + (rest % count[1]) * stride[1] + inner * stride[2];
    }
};

// Over channels (of [N, C, H, W]) or over the last dimension of a contiguous tensor.
Rows rows_of(const at::Tensor& x, bool channels) {
    if (channels) {
        return {{x.size(0), x.size(2), x.size(3)}, {x.stride(0), x.stride(2), x.stride(3)}, x.size(1)};
    }
    const int64_t size = x.size(-1);
    return {{1, 1, size == 0 ? 0 : x.numel() / size}, {0, 0, size}, size};
}

bool dense_channels(const at::Tensor& x) { return x.dim() == 4 && x.stride(1) == 1; }

template <int64_t Fixed>
INLINED void forward_row(const float* __restrict x, const float* __restrict gain, const float* __restrict shift, float* __restrict y, float* moments, int64_t given, float epsilon) {
    const int64_t size = Fixed > 0 ? Fixed : given;
    row_moments(x, size, epsilon, moments);
    const float mean = moments[0], scale = moments[1];
#pragma omp simd
    for (int64_t i = 0; i < size; ++i) {
        const float z = (x[i] - mean) * scale * gain[i] + shift[i];
        y[i] = z * sigmoid(z);
    }
}

template <int64_t Fixed>
INLINED void backward_row(const float* __restrict x, const float* __restrict dy, const float* __restrict gain, const float* __restrict shift,
                          const float* moments, float* __restrict dx, float* __restrict dgain, float* __restrict dshift, float* __restrict scratch, int64_t given) {
    const int64_t size = Fixed > 0 ? Fixed : given;
    const float mean = moments[0];
    const float scale = moments[1];
    float sum = 0;
    float product = 0;
#pragma omp simd reduction(+ : sum, product)
    for (int64_t i = 0; i < size; ++i) {
        const float normal = (x[i] - mean) * scale;
        const float z = normal * gain[i] + shift[i];
        const float s = sigmoid(z);
        const float dz = dy[i] * s * (1.f + z * (1.f - s));
        dshift[i] += dz;
        dgain[i] += dz * normal;
        const float dnormal = dz * gain[i];
        scratch[i] = dnormal;
        sum += dnormal;
        product += dnormal * normal;
    }
    const float mean_gradient = sum / static_cast<float>(size);
    const float mean_product = product / static_cast<float>(size);
#pragma omp simd
    for (int64_t i = 0; i < size; ++i) { dx[i] = scale * (scratch[i] - mean_gradient - (x[i] - mean) * scale * mean_product); }
}

#define BY_SIZE(call)                  \
    switch (in.size) {                 \
        case 8: call(8); break;        \
        case 16: call(16); break;      \
        case 24: call(24); break;      \
        case 32: call(32); break;      \
        case 64: call(64); break;      \
        case 256: call(256); break;    \
        default: call(0); break;       \
    }

VECTORIZED void forward_rows(const float* x, const float* gain, const float* shift, float* y, float* moments, Rows in, Rows out, int64_t begin, int64_t end, float epsilon) {
#define FORWARD(fixed) \
    for (int64_t row = begin; row < end; ++row) { forward_row<fixed>(x + in.offset(row), gain, shift, y + out.offset(row), moments + 2 * row, in.size, epsilon); }
    BY_SIZE(FORWARD)
}

VECTORIZED void backward_rows(const float* x, const float* dy, const float* gain, const float* shift, const float* moments, float* dx, float* dgain, float* dshift,
                              float* scratch, Rows in, Rows gradient, Rows out, int64_t begin, int64_t end) {
#define BACKWARD(fixed)                                                                                                                                 \
    for (int64_t row = begin; row < end; ++row) {                                                                                                       \
        backward_row<fixed>(x + in.offset(row), dy + gradient.offset(row), gain, shift, moments + 2 * row, dx + out.offset(row), dgain, dshift, scratch, in.size); \
    }
    BY_SIZE(BACKWARD)
}

class LayerNormSilu : public torch::autograd::Function<LayerNormSilu> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& gain, const at::Tensor& shift, double epsilon, bool channels) {
        at::Tensor y = channels ? at::empty(x.sizes(), x.options(), at::MemoryFormat::ChannelsLast) : at::empty_like(x, at::MemoryFormat::Contiguous);
        const Rows in = rows_of(x, channels);
        const Rows out = rows_of(y, channels);
        at::Tensor moments = at::empty({in.total(), 2}, x.options());
        const float* source = x.data_ptr<float>();
        float* target = y.data_ptr<float>();
        at::parallel_for(0, in.total(), 1 + 32768 / std::max<int64_t>(1, in.size), [&](int64_t begin, int64_t end) {
            forward_rows(source, gain.data_ptr<float>(), shift.data_ptr<float>(), target, moments.data_ptr<float>(), in, out, begin, end, static_cast<float>(epsilon));
        });
        context->save_for_backward({x, gain, shift, moments});
        context->saved_data["channels"] = channels;
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        TORCH_CHECK(!c10::GradMode::is_enabled(), "the fused layer norm has no second derivative");
        const auto saved = context->get_saved_variables();
        const auto &x = saved[0], &gain = saved[1], &shift = saved[2], &moments = saved[3];
        const bool channels = context->saved_data["channels"].toBool();
        at::Tensor dy = gradients[0];
        if (channels ? !dense_channels(dy) : !dy.is_contiguous()) { dy = channels ? dy.contiguous(at::MemoryFormat::ChannelsLast) : dy.contiguous(); }
        at::Tensor dx = channels ? at::empty(x.sizes(), x.options(), at::MemoryFormat::ChannelsLast) : at::empty_like(x, at::MemoryFormat::Contiguous);
        const Rows in = rows_of(x, channels);
        const Rows gradient = rows_of(dy, channels);
        const Rows out = rows_of(dx, channels);
        // One accumulator per part, summed in order: the result does not depend on which thread is first.
        const int64_t parts = std::min<int64_t>(at::get_num_threads(), std::max<int64_t>(1, in.total() * in.size / 65536));
        at::Tensor sums = at::zeros({3, parts, in.size}, x.options());
        const int64_t length = (in.total() + parts - 1) / parts;
        at::parallel_for(0, parts, 1, [&](int64_t first, int64_t last) {
            for (int64_t part = first; part < last; ++part) {
                float* base = sums.data_ptr<float>() + part * in.size;
                const int64_t plane = parts * in.size;
                backward_rows(x.data_ptr<float>(), dy.data_ptr<float>(), gain.data_ptr<float>(), shift.data_ptr<float>(), moments.data_ptr<float>(), dx.data_ptr<float>(),
                              base, base + plane, base + 2 * plane, in, gradient, out, part * length, std::min(in.total(), (part + 1) * length));
            }
        });
        const auto total = [&](int64_t which) { return parts == 1 ? sums[which][0] : sums[which].sum(0); };
        return {dx, total(0), total(1), at::Tensor(), at::Tensor()};
    }
};

bool plain(const at::Tensor& tensor) { return fusing() && tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat; }

at::Tensor layer_norm_silu(const at::Tensor& input, const at::Tensor& gain, const at::Tensor& shift, double epsilon) {
    if (!plain(input) || !plain(gain) || input.numel() == 0) { return at::silu(at::layer_norm(input, {input.size(-1)}, gain, shift, epsilon)); }
    return LayerNormSilu::apply(input.contiguous(), gain, shift, epsilon, false);
}

at::Tensor channel_layer_norm_silu(const at::Tensor& input, const at::Tensor& gain, const at::Tensor& shift, double epsilon) {
    if (!plain(input) || !plain(gain) || input.numel() == 0) {
        return at::silu(at::layer_norm(input.permute({0, 2, 3, 1}), {input.size(1)}, gain, shift, epsilon)).permute({0, 3, 1, 2});
    }
    return LayerNormSilu::apply(dense_channels(input) ? input : input.contiguous(at::MemoryFormat::ChannelsLast), gain, shift, epsilon, true);
}

} // namespace

TENSOR(layer_norm_silu, (Handle input, Handle gain, Handle shift, double epsilon), layer_norm_silu(*input, *gain, *shift, epsilon))
TENSOR(channel_layer_norm_silu, (Handle input, Handle gain, Handle shift, double epsilon), channel_layer_norm_silu(*input, *gain, *shift, epsilon))
