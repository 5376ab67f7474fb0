// Categorical latents: softmax mixed with the uniform distribution, straight-through samples, and linear maps of inputs that are mostly zero.
#include "shim.h"
#include "vector_math.h"

#include <torch/csrc/autograd/custom_function.h>

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

bool plain(const at::Tensor& tensor) { return fusing() && tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat; }

template <int64_t Fixed>
INLINED void mix_row(const float* __restrict logits, float* __restrict soft, float* __restrict mixed, int64_t given, float share) {
    const int64_t classes = Fixed > 0 ? Fixed : given;
    float top = logits[0];
#pragma omp simd reduction(max : top)
    for (int64_t i = 0; i < classes; ++i) { top = logits[i] > top ? logits[i] : top; }
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < classes; ++i) {
        soft[i] = exponential(logits[i] - top);
        sum += soft[i];
    }
    const float scale = 1.f / sum;
    const float floor = share / static_cast<float>(classes);
#pragma omp simd
    for (int64_t i = 0; i < classes; ++i) {
        soft[i] *= scale;
        mixed[i] = soft[i] * (1.f - share) + floor;
    }
}

template <int64_t Fixed>
INLINED void unmix_row(const float* __restrict soft, const float* __restrict gradient, float* __restrict out, int64_t given, float share) {
    const int64_t classes = Fixed > 0 ? Fixed : given;
    float product = 0;
#pragma omp simd reduction(+ : product)
    for (int64_t i = 0; i < classes; ++i) { product += soft[i] * gradient[i]; }
#pragma omp simd
    for (int64_t i = 0; i < classes; ++i) { out[i] = (1.f - share) * soft[i] * (gradient[i] - product); }
}

VECTORIZED void mix_rows(const float* logits, float* soft, float* mixed, int64_t rows, int64_t classes, float share) {
    if (classes == 16) {
        for (int64_t r = 0; r < rows; ++r) { mix_row<16>(logits + r * 16, soft + r * 16, mixed + r * 16, 16, share); }
    } else {
        for (int64_t r = 0; r < rows; ++r) { mix_row<0>(logits + r * classes, soft + r * classes, mixed + r * classes, classes, share); }
    }
}

VECTORIZED void unmix_rows(const float* soft, const float* gradient, float* out, int64_t rows, int64_t classes, float share) {
    if (classes == 16) {
        for (int64_t r = 0; r < rows; ++r) { unmix_row<16>(soft + r * 16, gradient + r * 16, out + r * 16, 16, share); }
    } else {
        for (int64_t r = 0; r < rows; ++r) { unmix_row<0>(soft + r * classes, gradient + r * classes, out + r * classes, classes, share); }
    }
}

class MixedSoftmax : public torch::autograd::Function<MixedSoftmax> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& logits, double share) {
        at::Tensor soft = at::empty_like(logits, at::MemoryFormat::Contiguous), mixed = at::empty_like(soft);
        const int64_t classes = logits.size(-1);
        mix_rows(logits.data_ptr<float>(), soft.data_ptr<float>(), mixed.data_ptr<float>(), logits.numel() / classes, classes, static_cast<float>(share));
        context->save_for_backward({soft});
        context->saved_data["share"] = share;
        return mixed;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        TORCH_CHECK(!c10::GradMode::is_enabled(), "the mixed softmax has no second derivative");
        const auto soft = context->get_saved_variables()[0];
        const auto gradient = gradients[0].contiguous();
        at::Tensor out = at::empty_like(soft);
        const int64_t classes = soft.size(-1);
        unmix_rows(soft.data_ptr<float>(), gradient.data_ptr<float>(), out.data_ptr<float>(), soft.numel() / classes, classes,
                   static_cast<float>(context->saved_data["share"].toDouble()));
        return {out, at::Tensor()};
    }
};

at::Tensor mixed_softmax(const at::Tensor& logits, double share) {
    if (!plain(logits) || logits.numel() == 0) { return at::softmax(logits, -1) * (1 - share) + share / static_cast<double>(logits.size(-1)); }
    return MixedSoftmax::apply(logits.contiguous(), share);
}

// The number of cumulated probabilities below a uniform number is the class drawn.
at::Tensor draw(const at::Tensor& probabilities, const at::Tensor& uniform) {
    const auto p = probabilities.detach().contiguous();
    const auto u = uniform.contiguous();
    const int64_t classes = p.size(-1), rows = p.numel() / classes;
    TORCH_CHECK(u.numel() == rows, "sampling needs one uniform number for each of ", rows, " variables, not ", u.numel());
    at::Tensor result = at::zeros_like(p);
    const float *from = p.data_ptr<float>(), *numbers = u.data_ptr<float>();
    float* to = result.data_ptr<float>();
    for (int64_t r = 0; r < rows; ++r) {
        double sum = 0;
        int64_t index = 0;
        for (int64_t i = 0; i < classes; ++i) {
            sum += from[r * classes + i];
            index += static_cast<float>(sum) < numbers[r];
        }
        to[r * classes + std::min(index, classes - 1)] = 1.f;
    }
    return result;
}

class StraightThrough : public torch::autograd::Function<StraightThrough> {
public:
    static at::Tensor forward(AutogradContext*, const at::Tensor& probabilities, const at::Tensor& uniform) { return draw(probabilities, uniform); }

    static variable_list backward(AutogradContext*, variable_list gradients) { return {gradients[0], at::Tensor()}; }
};

at::Tensor one_hot_sample(const at::Tensor& probabilities, const at::Tensor& uniform) {
    if (!plain(probabilities)) {
        const auto index = at::cumsum(probabilities.detach(), -1).lt(uniform.unsqueeze(-1)).sum(-1).clamp_max(probabilities.size(-1) - 1);
        // one_hot would look at the values first, for which a GPU has to be waited for
        const auto sample = at::zeros_like(probabilities.detach()).scatter_(-1, index.unsqueeze(-1), 1);
        return sample + probabilities - probabilities.detach();
    }
    return StraightThrough::apply(probabilities, uniform);
}

} // namespace

TENSOR(mixed_softmax, (Handle logits, double share), mixed_softmax(*logits, share))
TENSOR(one_hot_sample, (Handle probabilities, Handle uniform), one_hot_sample(*probabilities, *uniform))
