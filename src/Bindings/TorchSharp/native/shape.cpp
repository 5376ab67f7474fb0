#include "shim.h"

#define LIST const int64_t* values, int32_t count
#define VALUES list(values, count)

TENSOR(view, (Handle self, LIST), self->view(VALUES))
TENSOR(reshape, (Handle self, LIST), self->reshape(VALUES))
TENSOR(expand, (Handle self, LIST, bool implicit), self->expand(VALUES, implicit))
TENSOR(repeat, (Handle self, LIST), self->repeat(VALUES))
TENSOR(permute, (Handle self, LIST), self->permute(VALUES))
TENSOR(flip, (Handle self, LIST), at::flip(*self, VALUES))
TENSOR(roll, (Handle self, LIST, const int64_t* dims, int32_t dim_count), at::roll(*self, VALUES, list(dims, dim_count)))
TENSOR(transpose, (Handle self, int64_t a, int64_t b), self->transpose(a, b))
TENSOR(t, (Handle self), self->t())
TENSOR(flatten, (Handle self, int64_t start, int64_t end), at::flatten(*self, start, end))
TENSOR(unflatten, (Handle self, int64_t dim, LIST), ([&] {
    auto sizes = self->sizes().vec();
    const auto at = at::maybe_wrap_dim(dim, self->dim());
    sizes.erase(sizes.begin() + at);
    sizes.insert(sizes.begin() + at, values, values + count);
    // At most one size may be -1, as in view; it is worked out from this dimension alone.
    int64_t known = 1;
    int64_t open = -1;
    for (int32_t i = 0; i < count; ++i) {
        if (values[i] == -1) { open = at + i; } else { known *= values[i]; }
    }
    if (open >= 0 && known > 0) { sizes[open] = self->size(dim) / known; }
    return self->reshape(sizes);
}()))
TENSOR(squeeze, (Handle self), at::squeeze(*self))
TENSOR(squeeze_dim, (Handle self, int64_t dim), at::squeeze(*self, dim))
TENSOR(unsqueeze, (Handle self, int64_t dim), at::unsqueeze(*self, dim))
TENSOR(repeat_interleave, (Handle self, int64_t repeats, int64_t dim, bool has_dim), at::repeat_interleave(*self, repeats, maybe_long(dim, has_dim)))
TENSOR(pixel_shuffle, (Handle self, int64_t factor), at::pixel_shuffle(*self, factor))
TENSOR(pixel_unshuffle, (Handle self, int64_t factor), at::pixel_unshuffle(*self, factor))
TENSOR(tril, (Handle self, int64_t diagonal), at::tril(*self, diagonal))
TENSOR(triu, (Handle self, int64_t diagonal), at::triu(*self, diagonal))
TENSOR(diagonal, (Handle self, int64_t offset, int64_t a, int64_t b), at::diagonal(*self, offset, a, b))

TENSOR(cat, (const Handle* handles, int32_t count, int64_t dim), at::cat(tensors(handles, count), dim))
TENSOR(stack, (const Handle* handles, int32_t count, int64_t dim), at::stack(tensors(handles, count), dim))
TENSORS(chunk, (Handle self, int64_t chunks, int64_t dim, Handle* out, int32_t capacity), at::chunk(*self, chunks, dim))
TENSORS(split, (Handle self, int64_t size, int64_t dim, Handle* out, int32_t capacity), at::split(*self, size, dim))
TENSORS(split_sizes, (Handle self, LIST, int64_t dim, Handle* out, int32_t capacity), at::split_with_sizes(*self, VALUES, dim))
TENSORS(unbind, (Handle self, int64_t dim, Handle* out, int32_t capacity), at::unbind(*self, dim))
