#include "shim.h"

API bool gt_grad_enabled() { return c10::GradMode::is_enabled(); }
API void gt_set_grad_enabled(bool enabled) { c10::GradMode::set_enabled(enabled); }

ACTION(backward, (const Handle* outputs, int32_t count, const Handle* gradients, int32_t gradient_count, bool retain_graph, bool create_graph,
                  const Handle* inputs, int32_t input_count),
    torch::autograd::backward(tensors(outputs, count), tensors(gradients, gradient_count), retain_graph, create_graph, tensors(inputs, input_count)))

TENSORS(autograd_grad, (const Handle* outputs, int32_t count, const Handle* inputs, int32_t input_count, const Handle* gradients, int32_t gradient_count,
                        bool retain_graph, bool create_graph, bool allow_unused, Handle* out, int32_t capacity),
    torch::autograd::grad(tensors(outputs, count), tensors(inputs, input_count), tensors(gradients, gradient_count), retain_graph, create_graph, allow_unused))
