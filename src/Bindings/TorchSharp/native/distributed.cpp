// Collective operations between processes over libtorch's own c10d: a TCP store for the rendezvous, gloo (or NCCL, where
// libtorch has it) for the data. A group is used by one thread at a time.
#include "shim.h"

#if defined(USE_DISTRIBUTED) && defined(USE_C10D_GLOO)
#define WITH_C10D
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#if defined(USE_C10D_NCCL)
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif
#endif

#include <chrono>
#include <string>

#if defined(WITH_C10D)

namespace {

#if TORCH_VERSION_MAJOR >= 2
using Backend = c10d::Backend;
#else
using Backend = c10d::ProcessGroup;
#endif

struct Group {
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<Backend> backend;
    int size;
    // gloo exchanges CPU memory
    bool on_cpu;
};

c10::intrusive_ptr<Backend> make_backend(const std::string& name, const c10::intrusive_ptr<c10d::Store>& store, int rank, int size, std::chrono::milliseconds timeout) {
    if (name == "gloo") {
        auto options = c10d::ProcessGroupGloo::Options::create(timeout);
        const char* interface = std::getenv("GLOO_SOCKET_IFNAME");
        options->devices.push_back(interface == nullptr ? c10d::ProcessGroupGloo::createDefaultDevice() : c10d::ProcessGroupGloo::createDeviceForInterface(interface));
        options->threads = 1;
        return c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, options);
    }
#if defined(USE_C10D_NCCL)
    if (name == "nccl") {
        auto options = c10d::ProcessGroupNCCL::Options::create();
        options->timeout = timeout;
        return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, options);
    }
#endif
    TORCH_CHECK(false, "this libtorch has no '", name, "' backend between processes");
}

void finish(const c10::intrusive_ptr<c10d::Work>& work) { work->wait(); }

void all_reduce(Group& group, at::Tensor& tensor, int32_t operation) {
    TORCH_CHECK(operation >= 0 && operation <= 2, "there is no reduction number ", operation);
    std::vector<at::Tensor> tensors{tensor};
    c10d::AllreduceOptions options;
    // gloo knows no mean
    options.reduceOp = operation == 2 ? c10d::ReduceOp::MAX : c10d::ReduceOp::SUM;
    finish(group.backend->allreduce(tensors, options));
    if (operation == 1) { tensor.div_(group.size); }
}

void broadcast(Group& group, at::Tensor& tensor, int32_t source) {
    std::vector<at::Tensor> tensors{tensor};
    c10d::BroadcastOptions options;
    options.rootRank = source;
    finish(group.backend->broadcast(tensors, options));
}

} // namespace

API int32_t gt_dist_has_backend(const char* name) {
    if (std::strcmp(name, "gloo") == 0) { return 1; }
#if defined(USE_C10D_NCCL)
    if (std::strcmp(name, "nccl") == 0) { return 1; }
#endif
    return 0;
}

// serves: whether this process holds the store of the rendezvous; prefix separates several groups on one store.
API Group* gt_dist_init(const char* backend, const char* host, int32_t port, int32_t rank, int32_t size, bool serves, const char* prefix, int64_t timeout_ms) {
    try {
        enter();
        TORCH_CHECK(size > 0 && rank >= 0 && rank < size, "rank ", rank, " does not exist in a group of ", size);
        const std::chrono::milliseconds timeout(timeout_ms);
        c10d::TCPStoreOptions options;
        options.port = static_cast<uint16_t>(port);
        options.isServer = serves;
        options.numWorkers = static_cast<size_t>(size);
        options.timeout = timeout;
        // the server would wait for all to join here; the first collective operation waits as well, and names who is missing
        options.waitWorkers = false;
        auto group = std::make_unique<Group>();
        group->store = c10::make_intrusive<c10d::PrefixStore>(prefix, c10::make_intrusive<c10d::TCPStore>(host, options));
        group->store->setTimeout(timeout);
        group->backend = make_backend(backend, group->store, rank, size, timeout);
        group->size = size;
        group->on_cpu = std::strcmp(backend, "gloo") == 0;
        return group.release();
    } catch (...) {
        fail();
        return nullptr;
    }
}

API void gt_dist_free(Group* group) {
    try {
        delete group;
    } catch (...) {
        fail();
    }
}

// operation: 0 sum, 1 mean, 2 maximum.
ACTION(dist_all_reduce, (Group* group, Handle tensor, int32_t operation),
    const at::NoGradGuard no_grad;
    all_reduce(*group, *tensor, operation))

ACTION(dist_broadcast, (Group* group, Handle tensor, int32_t source),
    const at::NoGradGuard no_grad;
    // a parameter in another memory order than its shape says is sent as a plain copy
    if (tensor->is_contiguous()) {
        broadcast(*group, *tensor, source);
    } else {
        auto copy = tensor->contiguous();
        broadcast(*group, copy, source);
        tensor->copy_(copy);
    }
    tensor->unsafeGetTensorImpl()->bump_version())

// output [size, ..] receives the inputs [..] of all ranks in their order.
ACTION(dist_all_gather, (Group* group, Handle output, Handle input),
    const at::NoGradGuard no_grad;
    std::vector<std::vector<at::Tensor>> outputs{output->unbind(0)};
    std::vector<at::Tensor> inputs{input->contiguous()};
    finish(group->backend->allgather(outputs, inputs)))

ACTION(dist_barrier, (Group* group), finish(group->backend->barrier()))

// The mean of every gradient over the group, in one message. Parameters without a gradient must be the same ones everywhere.
ACTION(dist_average_gradients, (Group* group, const Handle* parameters, int32_t count),
    const at::NoGradGuard no_grad;
    std::vector<at::Tensor> gradients;
    std::vector<at::Tensor> flat;
    for (int32_t i = 0; i < count; ++i) {
        auto& gradient = parameters[i]->mutable_grad();
        if (gradient.defined()) {
            gradients.push_back(gradient);
            flat.push_back(gradient.reshape({-1}));
        }
    }
    if (!gradients.empty()) {
        auto all = at::cat(flat);
        if (group->on_cpu) { all = all.cpu(); }
        all_reduce(*group, all, 1);
        int64_t start = 0;
        for (auto& gradient : gradients) {
            gradient.copy_(all.narrow(0, start, gradient.numel()).view(gradient.sizes()));
            start += gradient.numel();
        }
    })

#else

struct Group;

API int32_t gt_dist_has_backend(const char*) { return 0; }

API Group* gt_dist_init(const char*, const char*, int32_t, int32_t, int32_t, bool, const char*, int64_t) {
    try {
        TORCH_CHECK(false, "this libtorch was built without c10d: processes cannot train together");
    } catch (...) {
        fail();
    }
    return nullptr;
}

API void gt_dist_free(Group*) {}

#define WITHOUT_C10D(name, arguments) ACTION(name, arguments, TORCH_CHECK(false, "this libtorch was built without c10d"))

WITHOUT_C10D(dist_all_reduce, (Group*, Handle, int32_t))
WITHOUT_C10D(dist_broadcast, (Group*, Handle, int32_t))
WITHOUT_C10D(dist_all_gather, (Group*, Handle, Handle))
WITHOUT_C10D(dist_barrier, (Group*))
WITHOUT_C10D(dist_average_gradients, (Group*, const Handle*, int32_t))

#endif
