// A linear map of inputs whose first columns are mostly zero, such as one-hot latents: only what is not zero is multiplied.
#include "shim.h"
#include "vector_math.h"

#include <torch/csrc/autograd/custom_function.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

// Entries that are not zero among the first columns of each row.
struct Entries {
    std::vector<int32_t> column;
    std::vector<float> value;
    std::vector<int64_t> start;

    void add(int64_t index, float entry) {
        column.push_back(static_cast<int32_t>(index));
        value.push_back(entry);
    }
};

// Columns looked at together: a variable of sixteen classes has one entry among them, and the processor foresees that.
constexpr int64_t block = 16;

// One bit for each entry of a block that is not zero.
inline uint32_t entries_of(const float* row) {
    uint32_t bits = 0;
#if defined(__SSE2__)
    const __m128 zero = _mm_setzero_ps();
    for (int64_t i = 0; i < block; i += 4) {
        bits |= static_cast<uint32_t>(_mm_movemask_ps(_mm_cmpneq_ps(_mm_loadu_ps(row + i), zero))) << i;
    }
#else
    for (int64_t i = 0; i < block; ++i) { bits |= static_cast<uint32_t>(row[i] != 0.f) << i; }
#endif
    return bits;
}

// Answers false if there are too many of them for this to pay.
bool collect(const at::Tensor& input, int64_t columns, Entries& entries) {
    const int64_t rows = input.size(0), width = input.stride(0);
    const auto limit = static_cast<size_t>(rows * columns / 8);
    entries.start.reserve(static_cast<size_t>(rows) + 1);
    entries.column.reserve(limit);
    entries.value.reserve(limit);
    const float* source = input.data_ptr<float>();
    entries.start.push_back(0);
    for (int64_t r = 0; r < rows; ++r) {
        const float* row = source + r * width;
        int64_t c = 0;
        for (; c + block <= columns; c += block) {
            for (uint32_t bits = entries_of(row + c); bits != 0; bits &= bits - 1) {
                const int64_t index = c + __builtin_ctz(bits);
                entries.add(index, row[index]);
            }
        }
        for (; c < columns; ++c) {
            if (row[c] != 0.f) { entries.add(c, row[c]); }
        }
        if (entries.column.size() > limit) { return false; }
        entries.start.push_back(static_cast<int64_t>(entries.column.size()));
    }
    return true;
}

VECTORIZED void add_scaled(float* __restrict target, const float* __restrict source, float factor, int64_t size) {
#pragma omp simd
    for (int64_t i = 0; i < size; ++i) { target[i] += factor * source[i]; }
}

// target [columns, rows] = source [rows, columns] transposed, tile by tile.
void transpose(const float* source, int64_t rows, int64_t columns, int64_t source_width, float* target, int64_t target_width) {
    constexpr int64_t tile = 16;
    for (int64_t i = 0; i < rows; i += tile) {
        for (int64_t j = 0; j < columns; j += tile) {
            const int64_t bottom = std::min(rows, i + tile), right = std::min(columns, j + tile);
            for (int64_t r = i; r < bottom; ++r) {
                for (int64_t c = j; c < right; ++c) { target[c * target_width + r] = source[r * source_width + c]; }
            }
        }
    }
}

// The first columns of a weight matrix, transposed. A roll-out multiplies by the same weights many times, so the last
// few tables are kept while their tensor lives and its version counter (raised by every in-place change) stands still.
class Tables {
public:
    static at::Tensor of(const at::Tensor& weight, int64_t columns) {
        thread_local std::vector<Table> kept;
        const int64_t version = weight._version();
        for (size_t i = 0; i < kept.size(); ++i) {
            const auto owner = kept[i].owner.lock();
            if (owner.get() == weight.unsafeGetTensorImpl() && kept[i].version == version && kept[i].data.size(0) == columns && kept[i].source == weight.data_ptr()) {
                return kept[i].data;
            }
        }
        at::Tensor data = at::empty({columns, weight.size(0)}, weight.options().requires_grad(false));
        transpose(weight.data_ptr<float>(), weight.size(0), columns, weight.stride(0), data.data_ptr<float>(), weight.size(0));
        if (kept.size() == most) { kept.erase(kept.begin()); }
        kept.push_back({c10::weak_intrusive_ptr<at::TensorImpl>(weight.getIntrusivePtr()), version, weight.data_ptr(), data});
        return data;
    }

private:
    static constexpr size_t most = 8;

    struct Table {
        c10::weak_intrusive_ptr<at::TensorImpl> owner;
        int64_t version;
        void* source;
        at::Tensor data;
    };
};

class SparseLinear : public torch::autograd::Function<SparseLinear> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& weight, const optional<at::Tensor>& bias, int64_t columns) {
        const int64_t rows = input.size(0), inputs = input.size(1), outputs = weight.size(0);
        Entries entries;
        const bool sparse = collect(input, columns, entries);
        context->save_for_backward({input, weight});
        context->saved_data["columns"] = sparse ? columns : 0;
        context->saved_data["bias"] = bias.has_value();
        if (!sparse) { return at::linear(input, weight, bias); }
        at::Tensor result = columns < inputs ? at::mm(input.narrow(1, columns, inputs - columns), weight.narrow(1, columns, inputs - columns).t())
                                             : at::zeros({rows, outputs}, input.options());
        if (bias.has_value()) { result.add_(*bias); }
        const at::Tensor by_column = Tables::of(weight, columns);
        const float* table = by_column.data_ptr<float>();
        float* target = result.data_ptr<float>();
        for (int64_t r = 0; r < rows; ++r) {
            for (int64_t e = entries.start[r]; e < entries.start[r + 1]; ++e) {
                add_scaled(target + r * outputs, table + entries.column[e] * outputs, entries.value[e], outputs);
            }
        }
        return result;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        TORCH_CHECK(!c10::GradMode::is_enabled(), "the sparse linear map has no second derivative");
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0], &weight = saved[1];
        const int64_t columns = context->saved_data["columns"].toInt();
        const at::Tensor gradient = gradients[0].contiguous();
        variable_list result(4);
        if (context->needs_input_grad(0)) { result[0] = at::mm(gradient, weight); }
        if (context->needs_input_grad(1)) { result[1] = columns == 0 ? at::mm(gradient.t(), input) : weight_gradient(gradient, input, columns); }
        if (context->saved_data["bias"].toBool() && context->needs_input_grad(2)) { result[2] = gradient.sum(0); }
        return result;
    }

private:
    static at::Tensor weight_gradient(const at::Tensor& gradient, const at::Tensor& input, int64_t columns) {
        const int64_t rows = input.size(0), inputs = input.size(1), outputs = gradient.size(1);
        at::Tensor result = at::empty({outputs, inputs}, gradient.options());
        if (columns < inputs) {
            at::Tensor dense = result.narrow(1, columns, inputs - columns);
            at::mm_out(dense, gradient.t(), input.narrow(1, columns, inputs - columns));
        }
        Entries entries;
        collect(input, columns, entries);
        at::Tensor by_column = at::zeros({columns, outputs}, gradient.options());
        float* table = by_column.data_ptr<float>();
        const float* source = gradient.data_ptr<float>();
        for (int64_t r = 0; r < rows; ++r) {
            for (int64_t e = entries.start[r]; e < entries.start[r + 1]; ++e) {
                add_scaled(table + entries.column[e] * outputs, source + r * outputs, entries.value[e], outputs);
            }
        }
        transpose(table, columns, outputs, outputs, result.data_ptr<float>(), inputs);
        return result;
    }
};

at::Tensor sparse_linear(const at::Tensor& input, const at::Tensor& weight, const optional<at::Tensor>& bias, int64_t columns) {
    TORCH_CHECK(weight.dim() == 2 && input.dim() >= 1 && input.size(-1) == weight.size(1), "an input ", input.sizes(), " does not fit weights ", weight.sizes());
    TORCH_CHECK(columns >= 0 && columns <= weight.size(1), "there are ", weight.size(1), " inputs, not ", columns);
    if (!fusing() || !input.device().is_cpu() || input.scalar_type() != at::kFloat || weight.scalar_type() != at::kFloat || input.numel() == 0 || columns == 0) {
        return at::linear(input, weight, bias);
    }
    auto shape = input.sizes().vec();
    shape.back() = weight.size(0);
    auto flat = input.reshape({-1, weight.size(1)});
    return SparseLinear::apply(flat.stride(1) == 1 ? flat : flat.contiguous(), weight.stride(1) == 1 ? weight : weight.contiguous(), bias, columns).view(shape);
}

} // namespace

TENSOR(sparse_linear, (Handle input, Handle weight, Handle bias, int64_t columns), sparse_linear(*input, *weight, maybe(bias), columns))
