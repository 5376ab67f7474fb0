#include "shim.h"

#include <ATen/TensorIndexing.h>

TENSOR(narrow, (Handle self, int64_t dim, int64_t start, int64_t length), self->narrow(dim, start, length))
TENSOR(slice, (Handle self, int64_t dim, int64_t start, int64_t stop, int64_t step), at::slice(*self, dim, start, stop, step))
TENSOR(select, (Handle self, int64_t dim, int64_t index), self->select(dim, index))
TENSOR(index_select, (Handle self, int64_t dim, Handle index), at::index_select(*self, dim, *index))
TENSOR(gather, (Handle self, int64_t dim, Handle index), at::gather(*self, dim, *index))
TENSOR(take, (Handle self, Handle index), at::take(*self, *index))
TENSOR(scatter, (Handle self, int64_t dim, Handle index, Handle source), at::scatter(*self, dim, *index, *source))
TENSOR(scatter_, (Handle self, int64_t dim, Handle index, Handle source), self->scatter_(dim, *index, *source))
TENSOR(scatter_add, (Handle self, int64_t dim, Handle index, Handle source), at::scatter_add(*self, dim, *index, *source))
TENSOR(scatter_add_, (Handle self, int64_t dim, Handle index, Handle source), self->scatter_add_(dim, *index, *source))
TENSOR(index_add_, (Handle self, int64_t dim, Handle index, Handle source, ScalarArgument alpha), self->index_add_(dim, *index, *source, alpha))
TENSOR(index_copy_, (Handle self, int64_t dim, Handle index, Handle source), self->index_copy_(dim, *index, *source))
TENSOR(masked_fill, (Handle self, Handle mask, ScalarArgument value), at::masked_fill(*self, *mask, static_cast<at::Scalar>(value)))
TENSOR(masked_fill_, (Handle self, Handle mask, ScalarArgument value), self->masked_fill_(*mask, static_cast<at::Scalar>(value)))
TENSOR(masked_select, (Handle self, Handle mask), at::masked_select(*self, *mask))

namespace {

// One entry of t[...]: kind 0 none, 1 ellipsis, 2 integer, 3 boolean, 4 slice (bounds present per flag bits), 5 tensor.
struct IndexArgument {
    int64_t kind;
    int64_t start;
    int64_t stop;
    int64_t step;
    int64_t present;
    Handle tensor;
};

std::vector<at::indexing::TensorIndex> indices(const IndexArgument* arguments, int32_t count) {
    using at::indexing::TensorIndex;
    std::vector<TensorIndex> result;
    for (int32_t i = 0; i < count; ++i) {
        const auto& a = arguments[i];
        switch (a.kind) {
            case 0: result.emplace_back(at::indexing::None); break;
            case 1: result.emplace_back(at::indexing::Ellipsis); break;
            case 2: result.emplace_back(a.start); break;
            case 3: result.emplace_back(a.start != 0); break;
            case 4:
                result.emplace_back(at::indexing::Slice(
                    maybe_long(a.start, a.present & 1), maybe_long(a.stop, a.present & 2), maybe_long(a.step, a.present & 4)));
                break;
            case 5: result.emplace_back(*a.tensor); break;
            default: TORCH_CHECK(false, "unknown kind of tensor index ", a.kind);
        }
    }
    return result;
}

} // namespace

TENSOR(index, (Handle self, const IndexArgument* arguments, int32_t count), self->index(indices(arguments, count)))
TENSOR(index_put_, (Handle self, const IndexArgument* arguments, int32_t count, Handle value), self->index_put_(indices(arguments, count), *value))
TENSOR(index_put_scalar_, (Handle self, const IndexArgument* arguments, int32_t count, ScalarArgument value),
    self->index_put_(indices(arguments, count), static_cast<at::Scalar>(value)))
