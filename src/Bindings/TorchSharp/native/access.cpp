// Properties and contents of a tensor.
#include "shim.h"

API int64_t gt_dim(Handle self) { return self->dim(); }
API int64_t gt_numel(Handle self) { return self->numel(); }
API int32_t gt_dtype(Handle self) { return static_cast<int32_t>(self->scalar_type()); }
API bool gt_requires_grad(Handle self) { return self->requires_grad(); }
API bool gt_is_leaf(Handle self) { return self->is_leaf(); }

API void gt_device(Handle self, int32_t* type, int32_t* index) {
    const auto device = self->device();
    *type = static_cast<int32_t>(device.type());
    *index = device.index();
}

API void gt_sizes(Handle self, int64_t* out) {
    const auto sizes = self->sizes();
    std::copy(sizes.begin(), sizes.end(), out);
}

ACTION(strides, (Handle self, int64_t* out), const auto strides = self->strides(); std::copy(strides.begin(), strides.end(), out))
ACTION(size, (Handle self, int64_t dimension, int64_t* out), *out = self->size(dimension))
ACTION(element_size, (Handle self, int64_t* out), *out = static_cast<int64_t>(self->element_size()))
ACTION(storage_offset, (Handle self, int64_t* out), *out = self->storage_offset())
ACTION(is_contiguous, (Handle self, int32_t format, bool* out), *out = self->is_contiguous(static_cast<at::MemoryFormat>(format)))

// The CPU address of the first element; the tensor must be in plain contiguous order.
ACTION(data, (Handle self, void** out),
    TORCH_CHECK(self->device().is_cpu(), "the tensor's data are on ", self->device(), "; call cpu() first");
    TORCH_CHECK(self->is_contiguous(), "the tensor's data are not contiguous; call contiguous() first");
    *out = self->data_ptr())

// The same for any strides: the element at index (i, j, ...) is i*stride[0] + j*stride[1] + ... further on.
ACTION(data_strided, (Handle self, void** out),
    TORCH_CHECK(self->device().is_cpu(), "the tensor's data are on ", self->device(), "; call cpu() first");
    *out = self->data_ptr())

// To be called after writing through the address above: what was computed from the old content is stale.
ACTION(mark_changed, (Handle self), self->unsafeGetTensorImpl()->bump_version())

// The only element, as double or as integer.
ACTION(item_double, (Handle self, double* out), *out = self->item().toDouble())
ACTION(item_long, (Handle self, int64_t* out), *out = self->item().toLong())

ACTION(set_requires_grad, (Handle self, bool value), self->set_requires_grad(value))
ACTION(retain_grad, (Handle self), self->retain_grad())
ACTION(grad, (Handle self, Handle* out), const auto& gradient = self->grad(); *out = gradient.defined() ? wrap(gradient) : nullptr)
ACTION(set_grad, (Handle self, Handle gradient), self->mutable_grad() = or_undefined(gradient))
ACTION(set_data, (Handle self, Handle source), self->set_data(*source))

TENSOR(alias, (Handle self), at::alias(*self))
TENSOR(share, (Handle self), *self)
TENSOR(clone, (Handle self), self->clone())
TENSOR(detach, (Handle self), self->detach())
TENSOR(detach_, (Handle self), self->detach_())
TENSOR(contiguous, (Handle self, int32_t format), self->contiguous(static_cast<at::MemoryFormat>(format)))

TENSOR(to, (Handle self, int32_t dtype, int32_t device_type, int32_t device_index, bool non_blocking, bool copy),
    self->to(options(dtype, device_type, device_index), non_blocking, copy))
TENSOR(to_format, (Handle self, int32_t format), self->to(self->options(), false, false, static_cast<at::MemoryFormat>(format)))
TENSOR(copy_, (Handle self, Handle source, bool non_blocking), self->copy_(*source, non_blocking))
