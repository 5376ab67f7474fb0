// A layer-norm GRU over a whole sequence whose inputs are already projected, with one matrix product for the
// gradient of the recurrent weights instead of one per step.
#include "shim.h"
#include "vector_math.h"

#include <torch/csrc/autograd/custom_function.h>

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

struct Gates {
    const float* gain;
    const float* shift;
    float epsilon;
    int64_t size;
};

// before: [3 size] sums of input and recurrent projections (reset, candidate, update); previous: [size].
VECTORIZED void step_forward(const float* __restrict before, const float* __restrict previous, float* __restrict next, float* __restrict moments, Gates g, int64_t rows) {
    const int64_t width = 3 * g.size;
    for (int64_t row = 0; row < rows; ++row, before += width, previous += g.size, next += g.size, moments += 2) {
        row_moments(before, width, g.epsilon, moments);
        const float mean = moments[0], scale = moments[1];
        const int64_t size = g.size;
        const float *gain = g.gain, *shift = g.shift;
#pragma omp simd
        for (int64_t i = 0; i < size; ++i) {
            const float reset = sigmoid((before[i] - mean) * scale * gain[i] + shift[i]);
            const float candidate = hyperbolic_tangent(reset * ((before[i + size] - mean) * scale * gain[i + size] + shift[i + size]));
            const float update = sigmoid((before[i + 2 * size] - mean) * scale * gain[i + 2 * size] + shift[i + 2 * size] - 1.f);
            next[i] = previous[i] + update * (candidate - previous[i]);
        }
    }
}

// gradient: of the next state; before_gradient receives that of the sums, previous_gradient that of the previous state without its way through the sums.
VECTORIZED void step_backward(const float* __restrict before, const float* __restrict previous, const float* __restrict moments, const float* __restrict gradient,
                              float* __restrict before_gradient, float* __restrict previous_gradient, float* __restrict gain_gradient,
                              float* __restrict shift_gradient, Gates g, int64_t rows) {
    const int64_t size = g.size;
    const int64_t width = 3 * size;
    const float *gain = g.gain, *shift = g.shift;
    for (int64_t row = 0; row < rows;
         ++row, before += width, previous += size, moments += 2, gradient += size, before_gradient += width, previous_gradient += size) {
        const float mean = moments[0];
        const float scale = moments[1];
        float sum = 0;
        float product = 0;
#pragma omp simd reduction(+ : sum, product)
        for (int64_t i = 0; i < size; ++i) {
            const float normal0 = (before[i] - mean) * scale;
            const float normal1 = (before[i + size] - mean) * scale;
            const float normal2 = (before[i + 2 * size] - mean) * scale;
            const float reset = sigmoid(normal0 * gain[i] + shift[i]);
            const float raw = normal1 * gain[i + size] + shift[i + size];
            const float candidate = hyperbolic_tangent(reset * raw);
            const float update = sigmoid(normal2 * gain[i + 2 * size] + shift[i + 2 * size] - 1.f);
            const float d = gradient[i];
            previous_gradient[i] = d * (1.f - update);
            const float inner = d * update * (1.f - candidate * candidate);
            const float d0 = inner * raw * reset * (1.f - reset);
            const float d1 = inner * reset;
            const float d2 = d * (candidate - previous[i]) * update * (1.f - update);
            shift_gradient[i] += d0;
            shift_gradient[i + size] += d1;
            shift_gradient[i + 2 * size] += d2;
            gain_gradient[i] += d0 * normal0;
            gain_gradient[i + size] += d1 * normal1;
            gain_gradient[i + 2 * size] += d2 * normal2;
            const float n0 = d0 * gain[i], n1 = d1 * gain[i + size], n2 = d2 * gain[i + 2 * size];
            before_gradient[i] = n0;
            before_gradient[i + size] = n1;
            before_gradient[i + 2 * size] = n2;
            sum += n0 + n1 + n2;
            product += n0 * normal0 + n1 * normal1 + n2 * normal2;
        }
        const float mean_gradient = sum / static_cast<float>(width);
        const float mean_product = product / static_cast<float>(width);
#pragma omp simd
        for (int64_t i = 0; i < width; ++i) {
            before_gradient[i] = scale * (before_gradient[i] - mean_gradient - (before[i] - mean) * scale * mean_product);
        }
    }
}

class LayerNormGru : public torch::autograd::Function<LayerNormGru> {
public:
    // inputs [T, N, 3 H], state [N, H], weight [3 H, H], gain and shift [3 H], keep [T, N, 1] or undefined; to [T, N, H].
    static at::Tensor forward(AutogradContext* context, const at::Tensor& inputs, const at::Tensor& state, const at::Tensor& weight, const at::Tensor& gain,
                              const at::Tensor& shift, const optional<at::Tensor>& mask, double epsilon) {
        const at::Tensor keep = mask.has_value() ? *mask : at::Tensor();
        const int64_t steps = inputs.size(0), rows = inputs.size(1), size = state.size(1);
        at::Tensor before = at::empty({steps, rows, 3 * size}, inputs.options());
        at::Tensor previous = at::empty({steps, rows, size}, inputs.options());
        at::Tensor states = at::empty({steps, rows, size}, inputs.options());
        at::Tensor moments = at::empty({steps, rows, 2}, inputs.options());
        const Gates gates{gain.data_ptr<float>(), shift.data_ptr<float>(), static_cast<float>(epsilon), size};
        const at::Tensor transposed = weight.t();
        for (int64_t t = 0; t < steps; ++t) {
            at::Tensor from = previous[t];
            at::Tensor last = t == 0 ? state : states[t - 1];
            if (keep.defined()) { at::mul_out(from, last, keep[t]); } else { from.copy_(last); }
            at::Tensor sums = before[t];
            at::addmm_out(sums, inputs[t], from, transposed);
            step_forward(sums.data_ptr<float>(), from.data_ptr<float>(), states[t].data_ptr<float>(), moments[t].data_ptr<float>(), gates, rows);
        }
        context->save_for_backward({before, previous, moments, weight, gain, shift, keep});
        context->saved_data["epsilon"] = epsilon;
        return states;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        TORCH_CHECK(!c10::GradMode::is_enabled(), "the fused recurrence has no second derivative");
        const auto saved = context->get_saved_variables();
        const auto &before = saved[0], &previous = saved[1], &moments = saved[2], &weight = saved[3], &gain = saved[4], &shift = saved[5], &keep = saved[6];
        const int64_t steps = before.size(0), rows = before.size(1), size = previous.size(2);
        const at::Tensor incoming = gradients[0].contiguous();
        at::Tensor sums = at::empty_like(before);
        at::Tensor gain_gradient = at::zeros_like(gain), shift_gradient = at::zeros_like(shift);
        const Gates gates{gain.data_ptr<float>(), shift.data_ptr<float>(), static_cast<float>(context->saved_data["epsilon"].toDouble()), size};
        at::Tensor carried, direct = at::empty({rows, size}, before.options()), total = at::empty({rows, size}, before.options());
        for (int64_t t = steps - 1; t >= 0; --t) {
            if (carried.defined()) { at::add_out(total, incoming[t], carried); } else { total.copy_(incoming[t]); }
            step_backward(before[t].data_ptr<float>(), previous[t].data_ptr<float>(), moments[t].data_ptr<float>(), total.data_ptr<float>(), sums[t].data_ptr<float>(),
                          direct.data_ptr<float>(), gain_gradient.data_ptr<float>(), shift_gradient.data_ptr<float>(), gates, rows);
            carried = at::addmm(direct, sums[t], weight);
            if (keep.defined()) { carried.mul_(keep[t]); }
        }
        at::Tensor weight_gradient;
        if (context->needs_input_grad(2)) { weight_gradient = at::mm(sums.view({steps * rows, 3 * size}).t(), previous.view({steps * rows, size})); }
        return {sums, carried, weight_gradient, gain_gradient, shift_gradient, at::Tensor(), at::Tensor()};
    }
};

at::Tensor composed(const at::Tensor& inputs, at::Tensor state, const at::Tensor& weight, const at::Tensor& gain, const at::Tensor& shift, const at::Tensor& keep,
                    double epsilon) {
    std::vector<at::Tensor> states;
    for (int64_t t = 0; t < inputs.size(0); ++t) {
        const auto previous = keep.defined() ? state * keep[t] : state;
        const auto gates = at::layer_norm(inputs[t] + at::linear(previous, weight), {weight.size(0)}, gain, shift, epsilon).chunk(3, -1);
        const auto candidate = at::tanh(at::sigmoid(gates[0]) * gates[1]);
        state = previous + at::sigmoid(gates[2] - 1) * (candidate - previous);
        states.push_back(state);
    }
    return at::stack(states);
}

at::Tensor layer_norm_gru(const at::Tensor& inputs, const at::Tensor& state, const at::Tensor& weight, const at::Tensor& gain, const at::Tensor& shift,
                          const at::Tensor& keep, double epsilon) {
    TORCH_CHECK(inputs.dim() == 3 && state.dim() == 2 && weight.dim() == 2, "a recurrence needs inputs [T, N, 3H], a state [N, H] and weights [3H, H]");
    const int64_t size = state.size(1);
    TORCH_CHECK(inputs.size(0) > 0 && inputs.size(1) == state.size(0) && inputs.size(2) == 3 * size && weight.size(0) == 3 * size && weight.size(1) == size &&
                    gain.numel() == 3 * size && shift.numel() == 3 * size,
                "inputs ", inputs.sizes(), ", state ", state.sizes(), " and weights ", weight.sizes(), " of a recurrence do not fit each other");
    TORCH_CHECK(!keep.defined() || (keep.dim() == 3 && keep.size(0) == inputs.size(0) && keep.size(1) == inputs.size(1) && keep.size(2) == 1),
                "a recurrence's mask must be [T, N, 1], not ", keep.sizes());
    if (!fusing() || !state.device().is_cpu() || inputs.scalar_type() != at::kFloat || state.scalar_type() != at::kFloat) {
        return composed(inputs, state, weight, gain, shift, keep, epsilon);
    }
    return LayerNormGru::apply(inputs, state.contiguous(), weight, gain.contiguous(), shift.contiguous(), keep.defined() ? optional<at::Tensor>(keep) : optional<at::Tensor>(), epsilon);
}

} // namespace

TENSOR(layer_norm_gru, (Handle inputs, Handle state, Handle weight, Handle gain, Handle shift, Handle keep, double epsilon),
    layer_norm_gru(*inputs, *state, *weight, *gain, *shift, or_undefined(keep), epsilon))
