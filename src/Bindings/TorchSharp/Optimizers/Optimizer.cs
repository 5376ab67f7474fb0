using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>What a schedule may change in a group of parameters.</summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        /// <summary>Changes parameters along their gradients. One step is one native call per group.</summary>
        public abstract class Optimizer : IDisposable
        {
            public abstract IEnumerable<ILearningRateController> ParamGroups { get; }

            public abstract IEnumerable<Parameter> parameters();

            /// <summary>Forgets all gradients.</summary>
            public virtual unsafe void zero_grad()
            {
                using var list = new HandleList(parameters());
                fixed (nint* handles = list)
                {
                    NativeError.Check(gt_zero_grads(handles, list.Count, true));
                }
            }

            /// <param name="closure">Computes the loss and its gradients first.</param>
            /// <returns>What the closure answered, or null.</returns>
            public virtual Tensor? step(Func<Tensor>? closure = null)
            {
                Tensor? loss = null;
                if (closure is not null)
                {
                    using IDisposable grad = enable_grad();
                    loss = closure();
                }
                Step();
                return loss;
            }

            protected abstract void Step();

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}
