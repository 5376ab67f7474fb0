// Elementary functions written so that the compiler turns loops over them into vector instructions.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

// The best instruction set of the machine is chosen when the library is loaded. Levels instead of "avx2", which would leave out fused
// multiplication and addition, and instead of names of processors, which would leave out those of other makers.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define VECTORIZED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VECTORIZED
#endif

// A single call that is not inlined keeps a whole loop from becoming vector instructions, several times slower.
#define INLINED inline __attribute__((always_inline))

namespace shim {

// e^x to two units in the last place: 2^n times a polynomial on [-ln2/2, ln2/2].
INLINED float exponential(float x) {
    x = x < -87.f ? -87.f : (x > 88.f ? 88.f : x);
    const float n = std::nearbyint(x * 1.44269504088896341f);
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.f;
    const int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
    float scale;
    std::memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

INLINED float sigmoid(float x) { return 1.f / (1.f + exponential(-x)); }

INLINED float hyperbolic_tangent(float x) {
    const float z = x * x;
    float p = -5.70498872745e-3f;
    p = p * z + 2.06390887954e-2f;
    p = p * z - 5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z - 3.33332819422e-1f;
    const float small = x + x * z * p;
    const float large = 1.f - 2.f / (exponential(2.f * x) + 1.f);
    return z < 0.390625f ? small : large;
}

// Mean and 1 / standard deviation of a row, for layer norms; inlined so that it is compiled for the caller's instruction set and size.
INLINED void row_moments(const float* __restrict row, int64_t size, float epsilon, float* moments) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < size; ++i) { sum += row[i]; }
    const float mean = sum / static_cast<float>(size);
    float square = 0;
#pragma omp simd reduction(+ : square)
    for (int64_t i = 0; i < size; ++i) { square += (row[i] - mean) * (row[i] - mean); }
    moments[0] = mean;
    moments[1] = 1.f / std::sqrt(square / static_cast<float>(size) + epsilon);
}

} // namespace shim
