// C ABI over libtorch for the TorchSharp binding.
//
// A handle is a heap-allocated at::Tensor. Every function catches all C++ exceptions: functions returning a
// handle answer null, the others -1, and gt_last_error() then holds the message of the calling thread.
#pragma once

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/version.h>

#include <cstdint>
#include <cstring>
#include <vector>

#define API extern "C" __attribute__((visibility("default")))

namespace shim {

using Handle = at::Tensor*;
using GeneratorHandle = at::Generator*;

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
template <typename T> using optional = std::optional<T>;
#else
template <typename T> using optional = c10::optional<T>;
#endif

// A TorchSharp.Scalar by value: kind 0 integer, 1 floating point, 2 boolean.
struct ScalarArgument {
    int64_t kind;
    int64_t bits;

    operator at::Scalar() const {
        if (kind == 1) {
            double value;
            std::memcpy(&value, &bits, sizeof value);
            return at::Scalar(value);
        }
        return kind == 2 ? at::Scalar(bits != 0) : at::Scalar(bits);
    }
};

// Applies the thread count to the calling thread: OpenMP keeps it per thread.
void enter();

// Whether compositions are computed as single passes over CPU memory; otherwise, and on every other device, as the operations they stand for.
bool fusing();

// Stores the exception in flight as the thread's last error; answers null.
Handle fail() noexcept;

// Takes ownership of a tensor and counts it as live.
Handle wrap(at::Tensor tensor);
void release(Handle tensor) noexcept;

inline at::IntArrayRef list(const int64_t* values, int32_t count) { return at::IntArrayRef(values, static_cast<size_t>(count)); }

inline at::Tensor or_undefined(Handle tensor) { return tensor == nullptr ? at::Tensor() : *tensor; }

inline optional<at::Tensor> maybe(Handle tensor) {
    return tensor == nullptr ? optional<at::Tensor>() : optional<at::Tensor>(*tensor);
}

// A dtype argument below zero means "as the input".
inline optional<at::ScalarType> maybe_dtype(int32_t dtype) {
    return dtype < 0 ? optional<at::ScalarType>() : optional<at::ScalarType>(static_cast<at::ScalarType>(dtype));
}

inline optional<at::Generator> maybe_generator(GeneratorHandle generator) {
    return generator == nullptr ? optional<at::Generator>() : optional<at::Generator>(*generator);
}

inline optional<int64_t> maybe_long(int64_t value, bool present) {
    return present ? optional<int64_t>(value) : optional<int64_t>();
}

inline std::vector<at::Tensor> tensors(const Handle* handles, int32_t count) {
    std::vector<at::Tensor> result;
    result.reserve(static_cast<size_t>(count));
    for (int32_t i = 0; i < count; ++i) {
        result.push_back(or_undefined(handles[i]));
    }
    return result;
}

// Hands a list of results to the caller's array.
int32_t give(std::vector<at::Tensor>&& results, Handle* out, int32_t capacity);

inline c10::Device device(int32_t type, int32_t index) {
    return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

inline at::TensorOptions options(int32_t dtype, int32_t device_type, int32_t device_index) {
    return at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)).device(device(device_type, device_index));
}

} // namespace shim

using namespace shim;

// A function that answers a tensor.
#define TENSOR(name, arguments, expression)      \
    API Handle gt_##name arguments {             \
        try {                                    \
            enter();                             \
            return wrap(expression);             \
        } catch (...) {                          \
            return fail();                       \
        }                                        \
    }

// A function that answers 0, or -1 on failure.
#define ACTION(name, arguments, ...)             \
    API int32_t gt_##name arguments {            \
        try {                                    \
            enter();                             \
            __VA_ARGS__;                         \
            return 0;                            \
        } catch (...) {                          \
            fail();                              \
            return -1;                           \
        }                                        \
    }

// A function that hands a list of tensors to the caller's array and answers how many, or -1 on failure.
#define TENSORS(name, arguments, expression)     \
    API int32_t gt_##name arguments {            \
        try {                                    \
            enter();                             \
            return give(expression, out, capacity); \
        } catch (...) {                          \
            fail();                              \
            return -1;                           \
        }                                        \
    }
