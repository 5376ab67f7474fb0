#include "shim.h"

#define SHAPED const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index
#define PLACED int32_t dtype, int32_t device_type, int32_t device_index
#define OPTIONS options(dtype, device_type, device_index)

TENSOR(empty, (SHAPED), at::empty(list(sizes, count), OPTIONS))
TENSOR(zeros, (SHAPED), at::zeros(list(sizes, count), OPTIONS))
TENSOR(ones, (SHAPED), at::ones(list(sizes, count), OPTIONS))
TENSOR(full, (ScalarArgument value, SHAPED), at::full(list(sizes, count), value, OPTIONS))
TENSOR(rand, (GeneratorHandle generator, SHAPED), at::rand(list(sizes, count), maybe_generator(generator), OPTIONS))
TENSOR(randn, (GeneratorHandle generator, SHAPED), at::randn(list(sizes, count), maybe_generator(generator), OPTIONS))
TENSOR(randint, (int64_t low, int64_t high, GeneratorHandle generator, SHAPED),
    at::randint(low, high, list(sizes, count), maybe_generator(generator), OPTIONS))
TENSOR(randperm, (int64_t length, GeneratorHandle generator, PLACED), at::randperm(length, maybe_generator(generator), OPTIONS))
TENSOR(arange, (ScalarArgument start, ScalarArgument stop, ScalarArgument step, PLACED), at::arange(start, stop, step, OPTIONS))
TENSOR(linspace, (double start, double stop, int64_t steps, PLACED), at::linspace(start, stop, steps, OPTIONS))
TENSOR(eye, (int64_t rows, int64_t columns, PLACED), at::eye(rows, columns, OPTIONS))

// Copies memory of the host into a new tensor.
TENSOR(from_memory, (const void* source, SHAPED), ([&] {
    auto result = at::empty(list(sizes, count), at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)));
    std::memcpy(result.data_ptr(), source, result.nbytes());
    return result.to(device(device_type, device_index));
}()))

TENSOR(empty_like, (Handle self, PLACED), at::empty_like(*self, OPTIONS))
TENSOR(zeros_like, (Handle self, PLACED), at::zeros_like(*self, OPTIONS))
TENSOR(ones_like, (Handle self, PLACED), at::ones_like(*self, OPTIONS))
TENSOR(full_like, (Handle self, ScalarArgument value, PLACED), at::full_like(*self, value, OPTIONS))
TENSOR(rand_like, (Handle self, PLACED), at::rand_like(*self, OPTIONS))
TENSOR(randn_like, (Handle self, PLACED), at::randn_like(*self, OPTIONS))

TENSOR(multinomial, (Handle self, int64_t samples, bool replacement, GeneratorHandle generator),
    at::multinomial(*self, samples, replacement, maybe_generator(generator)))
TENSOR(bernoulli, (Handle self, GeneratorHandle generator), at::bernoulli(*self, maybe_generator(generator)))
TENSOR(normal_, (Handle self, double mean, double deviation, GeneratorHandle generator),
    self->normal_(mean, deviation, maybe_generator(generator)))
TENSOR(uniform_, (Handle self, double low, double high, GeneratorHandle generator), self->uniform_(low, high, maybe_generator(generator)))
TENSOR(bernoulli_, (Handle self, double probability, GeneratorHandle generator), self->bernoulli_(probability, maybe_generator(generator)))
TENSOR(exponential_, (Handle self, double rate, GeneratorHandle generator), self->exponential_(rate, maybe_generator(generator)))
