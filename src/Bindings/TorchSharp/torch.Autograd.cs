using TorchSharp.Interop;
using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static unsafe partial class torch
{
    public static partial class autograd
    {
        /// <summary>The gradients of the outputs with respect to the inputs, without accumulating them anywhere.</summary>
        /// <param name="grad_outputs">The vector of the vector-Jacobian product; may be left out for one-element outputs.</param>
        /// <param name="allow_unused">Answer null for inputs the outputs do not depend on, instead of failing.</param>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            using var outs = new HandleList(outputs);
            using var ins = new HandleList(inputs);
            using var grads = new HandleList(grad_outputs);
            nint[] results = new nint[Math.Max(1, ins.Count)];
            fixed (nint* o = outs)
            fixed (nint* i = ins)
            fixed (nint* g = grads)
            fixed (nint* r = results)
            {
                Check(gt_autograd_grad(o, outs.Count, i, ins.Count, g, grads.Count, retain_graph || create_graph, create_graph, allow_unused, r, results.Length));
            }
            return Array.ConvertAll(results, handle => handle == 0 ? null! : new Tensor(handle));
        }

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            using var outs = new HandleList(tensors);
            using var grads = new HandleList(grad_tensors);
            using var ins = new HandleList(inputs);
            fixed (nint* o = outs)
            fixed (nint* g = grads)
            fixed (nint* i = ins)
            {
                Check(gt_backward(o, outs.Count, g, grads.Count, retain_graph ?? create_graph, create_graph, i, ins.Count));
            }
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);
    }

    /// <summary>Switches gradient recording on this thread until disposed.</summary>
    private sealed class GradientMode : IDisposable
    {
        private readonly bool _previous;

        internal GradientMode(bool enabled)
        {
            _previous = gt_grad_enabled();
            gt_set_grad_enabled(enabled);
        }

        public void Dispose() => gt_set_grad_enabled(_previous);
    }

    public static IDisposable no_grad() => new GradientMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradientMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradientMode(mode);

    public static bool is_grad_enabled() => gt_grad_enabled();
}
