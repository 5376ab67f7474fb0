using TorchSharp.Interop;
using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public bool requires_grad
        {
            get
            {
                bool value = gt_requires_grad(Handle);
                GC.KeepAlive(this);
                return value;
            }
            set => Check(gt_set_requires_grad(Handle, value), this);
        }

        public bool is_leaf
        {
            get
            {
                bool value = gt_is_leaf(Handle);
                GC.KeepAlive(this);
                return value;
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>
        /// The gradient that <see cref="backward()"/> accumulated, as a new handle; null if there is none.
        /// A method as in the official 0.99; later versions made it a property, so code for both reads it through <see cref="autograd.grad"/>.
        /// </summary>
        public Tensor? grad()
        {
            Check(gt_grad(Handle, out nint gradient), this);
            return gradient == 0 ? null : new Tensor(gradient);
        }

        public void retain_grad() => Check(gt_retain_grad(Handle), this);

        public Tensor detach() => Wrap(gt_detach(Handle), this);

        public Tensor detach_() => Wrap(gt_detach_(Handle), this);

        /// <summary>Accumulates the gradients of this one-element tensor in the leaves it was computed from.</summary>
        public void backward()
        {
            nint own = Handle;
            Check(gt_backward(&own, 1, null, 0, false, false, null, 0), this);
        }

        // The official versions disagree about the order of the two flags: name them.
        public void backward(IList<Tensor>? grad_tensors, bool create_graph = false, bool retain_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        public Tensor matmul(Tensor target) => Wrap(gt_matmul(Handle, target.Handle), this, target);
        public Tensor mm(Tensor target) => Wrap(gt_mm(Handle, target.Handle), this, target);
        public Tensor mv(Tensor target) => Wrap(gt_mv(Handle, target.Handle), this, target);
        public Tensor bmm(Tensor batch2) => Wrap(gt_bmm(Handle, batch2.Handle), this, batch2);
        public Tensor dot(Tensor target) => Wrap(gt_dot(Handle, target.Handle), this, target);
        public Tensor outer(Tensor vec2) => Wrap(gt_outer(Handle, vec2.Handle), this, vec2);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Wrap(gt_addmm(Handle, mat1.Handle, mat2.Handle, beta, alpha), this, mat1, mat2);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Wrap(gt_baddbmm(Handle, batch1.Handle, batch2.Handle, beta, alpha), this, batch1, batch2);
    }
}
