// Whole optimizer steps in one call. Contiguous float32 CPU parameters take a single pass over memory;
// everything else takes the same arithmetic through tensor operations.
#include "shim.h"
#include "vector_math.h"

namespace {

bool plain(const at::Tensor& tensor) { return fusing() && tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided; }

// True if all tensors hold float32 in the same dense order, so that element i belongs to element i.
bool same_order(const at::Tensor& parameter, const at::Tensor& gradient, const at::Tensor& first, const at::Tensor& second) {
    return plain(parameter) && plain(gradient) && plain(first) && plain(second) && parameter.is_non_overlapping_and_dense() &&
        parameter.strides() == gradient.strides() && parameter.strides() == first.strides() && parameter.strides() == second.strides();
}

struct AdamConstants {
    float beta1, beta2, one_minus_beta1, one_minus_beta2, epsilon, step_size, root_correction2, coupled_decay, decoupled_factor, direction;
};

VECTORIZED void adam_pass(float* __restrict p, const float* __restrict g, float* __restrict m, float* __restrict v, int64_t n, AdamConstants c) {
    for (int64_t i = 0; i < n; ++i) {
        const float parameter = p[i] * c.decoupled_factor;
        const float gradient = g[i] * c.direction + parameter * c.coupled_decay;
        const float first = m[i] * c.beta1 + gradient * c.one_minus_beta1;
        const float second = v[i] * c.beta2 + gradient * gradient * c.one_minus_beta2;
        m[i] = first;
        v[i] = second;
        p[i] = parameter - c.step_size * first / (std::sqrt(second) / c.root_correction2 + c.epsilon);
    }
}

} // namespace

struct AdamArguments {
    double lr, beta1, beta2, epsilon, weight_decay;
    int64_t decoupled, amsgrad, maximize;
};

// steps counts the updates of each parameter, this one included. A parameter without gradient is skipped and its count left alone.
ACTION(adam_step, (const Handle* parameters, const Handle* firsts, const Handle* seconds, const Handle* maxima, int64_t* steps, int32_t count,
                   const AdamArguments* arguments),
    const at::NoGradGuard no_grad;
    const auto& a = *arguments;
    for (int32_t i = 0; i < count; ++i) {
        auto& parameter = *parameters[i];
        const auto& gradient = parameter.grad();
        if (!gradient.defined()) { continue; }
        auto& first = *firsts[i];
        auto& second = *seconds[i];
        const auto step = static_cast<double>(++steps[i]);
        const double correction1 = 1 - std::pow(a.beta1, step);
        const double root_correction2 = std::sqrt(1 - std::pow(a.beta2, step));
        const double step_size = a.lr / correction1;
        if (!a.amsgrad && same_order(parameter, gradient, first, second)) {
            AdamConstants c{};
            c.beta1 = static_cast<float>(a.beta1);
            c.beta2 = static_cast<float>(a.beta2);
            c.one_minus_beta1 = static_cast<float>(1 - a.beta1);
            c.one_minus_beta2 = static_cast<float>(1 - a.beta2);
            c.epsilon = static_cast<float>(a.epsilon);
            c.step_size = static_cast<float>(step_size);
            c.root_correction2 = static_cast<float>(root_correction2);
            c.coupled_decay = a.decoupled ? 0.f : static_cast<float>(a.weight_decay);
            c.decoupled_factor = a.decoupled ? static_cast<float>(1 - a.lr * a.weight_decay) : 1.f;
            c.direction = a.maximize ? -1.f : 1.f;
            adam_pass(parameter.data_ptr<float>(), gradient.data_ptr<float>(), first.data_ptr<float>(), second.data_ptr<float>(), parameter.numel(), c);
            parameter.unsafeGetTensorImpl()->bump_version();
            continue;
        }
        auto slope = a.maximize ? gradient.neg() : gradient;
        if (a.weight_decay != 0) {
            if (a.decoupled) {
                parameter.mul_(1 - a.lr * a.weight_decay);
            } else {
                slope = slope.add(parameter, a.weight_decay);
            }
        }
        first.mul_(a.beta1).add_(slope, 1 - a.beta1);
        second.mul_(a.beta2).addcmul_(slope, slope, 1 - a.beta2);
        auto scale = second;
        if (a.amsgrad) {
            at::maximum_out(*maxima[i], *maxima[i], second);
            scale = *maxima[i];
        }
        parameter.addcdiv_(first, (scale.sqrt() / root_correction2).add_(a.epsilon), -step_size);
    })

struct SgdArguments {
    double lr, momentum, dampening, weight_decay;
    int64_t nesterov, maximize;
};

// buffers[i] may be null: it is created by the first step with momentum.
ACTION(sgd_step, (const Handle* parameters, Handle* buffers, int32_t count, const SgdArguments* arguments),
    const at::NoGradGuard no_grad;
    const auto& a = *arguments;
    for (int32_t i = 0; i < count; ++i) {
        auto& parameter = *parameters[i];
        const auto& gradient = parameter.grad();
        if (!gradient.defined()) { continue; }
        auto slope = a.maximize ? gradient.neg() : gradient;
        if (a.weight_decay != 0) { slope = slope.add(parameter, a.weight_decay); }
        if (a.momentum != 0) {
            if (buffers[i] == nullptr) {
                buffers[i] = wrap(slope.detach().clone());
            } else {
                buffers[i]->mul_(a.momentum).add_(slope, 1 - a.dampening);
            }
            slope = a.nesterov ? slope.add(*buffers[i], a.momentum) : *buffers[i];
        }
        parameter.add_(slope, -a.lr);
    })

ACTION(zero_grads, (const Handle* parameters, int32_t count, bool set_to_none),
    const at::NoGradGuard no_grad;
    for (int32_t i = 0; i < count; ++i) {
        auto& gradient = parameters[i]->mutable_grad();
        if (!gradient.defined()) { continue; }
        if (set_to_none) {
            gradient.reset();
        } else {
            gradient.detach_().zero_();
        }
    })

// Scales all gradients so that their common norm does not exceed a bound; answers the norm before.
ACTION(clip_grad_norm_, (const Handle* parameters, int32_t count, double bound, double p, double* total),
    const at::NoGradGuard no_grad;
    std::vector<at::Tensor> gradients;
    std::vector<at::Tensor> norms;
    for (int32_t i = 0; i < count; ++i) {
        const auto& gradient = parameters[i]->grad();
        if (gradient.defined()) {
            gradients.push_back(gradient);
            norms.push_back(std::isinf(p) ? gradient.abs().max() : at::norm(gradient, p));
        }
    }
    *total = 0;
    if (!norms.empty()) {
        const auto stacked = at::stack(norms);
        *total = (std::isinf(p) ? stacked.max() : at::norm(stacked, p)).item().toDouble();
        const double factor = bound / (*total + 1e-6);
        // A norm that is not a number must spread, as in PyTorch, and not be hidden.
        if (!(factor >= 1)) {
            for (auto& gradient : gradients) { gradient.mul_(factor); }
        }
    })

// targets = targets + weight * (sources - targets), element by element, for whole lists.
ACTION(foreach_lerp_, (const Handle* targets, const Handle* sources, int32_t count, double weight),
    const at::NoGradGuard no_grad;
    for (int32_t i = 0; i < count; ++i) { targets[i]->lerp_(*sources[i], weight); })

ACTION(foreach_copy_, (const Handle* targets, const Handle* sources, int32_t count),
    const at::NoGradGuard no_grad;
    for (int32_t i = 0; i < count; ++i) { targets[i]->copy_(*sources[i]); })

ACTION(foreach_mul_, (const Handle* targets, int32_t count, double factor),
    const at::NoGradGuard no_grad;
    for (int32_t i = 0; i < count; ++i) { targets[i]->mul_(factor); })
