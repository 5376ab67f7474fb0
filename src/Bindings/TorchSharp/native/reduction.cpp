#include "shim.h"

#define DIMS const int64_t* dims, int32_t count

TENSOR(sum, (Handle self, int32_t dtype), at::sum(*self, maybe_dtype(dtype)))
TENSOR(sum_dims, (Handle self, DIMS, bool keepdim, int32_t dtype), at::sum(*self, list(dims, count), keepdim, maybe_dtype(dtype)))
TENSOR(mean, (Handle self, int32_t dtype), at::mean(*self, maybe_dtype(dtype)))
TENSOR(mean_dims, (Handle self, DIMS, bool keepdim, int32_t dtype), at::mean(*self, list(dims, count), keepdim, maybe_dtype(dtype)))
TENSOR(prod, (Handle self, int32_t dtype), at::prod(*self, maybe_dtype(dtype)))
TENSOR(prod_dim, (Handle self, int64_t dim, bool keepdim, int32_t dtype), at::prod(*self, dim, keepdim, maybe_dtype(dtype)))
TENSOR(var, (Handle self, bool unbiased), at::var(*self, unbiased))
TENSOR(var_dims, (Handle self, DIMS, bool unbiased, bool keepdim), at::var(*self, list(dims, count), unbiased, keepdim))
TENSOR(std, (Handle self, bool unbiased), at::std(*self, unbiased))
TENSOR(std_dims, (Handle self, DIMS, bool unbiased, bool keepdim), at::std(*self, list(dims, count), unbiased, keepdim))
TENSOR(amax, (Handle self, DIMS, bool keepdim), at::amax(*self, list(dims, count), keepdim))
TENSOR(amin, (Handle self, DIMS, bool keepdim), at::amin(*self, list(dims, count), keepdim))
TENSOR(max, (Handle self), at::max(*self))
TENSOR(min, (Handle self), at::min(*self))
TENSOR(median, (Handle self), at::median(*self))
TENSOR(all, (Handle self), at::all(*self))
TENSOR(any, (Handle self), at::any(*self))
TENSOR(all_dim, (Handle self, int64_t dim, bool keepdim), at::all(*self, dim, keepdim))
TENSOR(any_dim, (Handle self, int64_t dim, bool keepdim), at::any(*self, dim, keepdim))
TENSOR(argmax, (Handle self, int64_t dim, bool has_dim, bool keepdim), at::argmax(*self, maybe_long(dim, has_dim), keepdim))
TENSOR(argmin, (Handle self, int64_t dim, bool has_dim, bool keepdim), at::argmin(*self, maybe_long(dim, has_dim), keepdim))
TENSOR(argsort, (Handle self, int64_t dim, bool descending), at::argsort(*self, dim, descending))
TENSOR(norm, (Handle self, double p), at::norm(*self, p))
TENSOR(norm_dim, (Handle self, double p, int64_t dim, bool keepdim), at::norm(*self, at::Scalar(p), at::IntArrayRef(dim), keepdim))
TENSOR(logsumexp, (Handle self, DIMS, bool keepdim), at::logsumexp(*self, list(dims, count), keepdim))
TENSOR(cumsum, (Handle self, int64_t dim, int32_t dtype), at::cumsum(*self, dim, maybe_dtype(dtype)))
TENSOR(cumprod, (Handle self, int64_t dim, int32_t dtype), at::cumprod(*self, dim, maybe_dtype(dtype)))
TENSOR(quantile, (Handle self, Handle q, int64_t dim, bool has_dim, bool keepdim), at::quantile(*self, *q, maybe_long(dim, has_dim), keepdim))
TENSOR(count_nonzero, (Handle self), at::count_nonzero(*self))
TENSOR(nonzero, (Handle self), at::nonzero(*self))

template <typename Pair> static std::vector<at::Tensor> both(Pair&& pair) { return {std::get<0>(pair), std::get<1>(pair)}; }

TENSORS(max_dim, (Handle self, int64_t dim, bool keepdim, Handle* out, int32_t capacity), both(at::max(*self, dim, keepdim)))
TENSORS(min_dim, (Handle self, int64_t dim, bool keepdim, Handle* out, int32_t capacity), both(at::min(*self, dim, keepdim)))
TENSORS(sort, (Handle self, int64_t dim, bool descending, bool stable, Handle* out, int32_t capacity),
    both(at::sort(*self, optional<bool>(stable), dim, descending)))
TENSORS(topk, (Handle self, int64_t k, int64_t dim, bool largest, bool sorted, Handle* out, int32_t capacity),
    both(at::topk(*self, k, dim, largest, sorted)))

API int32_t gt_equal(Handle self, Handle other, bool* out) {
    try {
        enter();
        *out = at::equal(*self, *other);
        return 0;
    } catch (...) {
        fail();
        return -1;
    }
}

ACTION(allclose, (Handle self, Handle other, double relative, double absolute, bool equal_nan, bool* out),
    *out = at::allclose(*self, *other, relative, absolute, equal_nan))
