namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns.</summary>
    public class Parameter : torch.Tensor
    {
        /// <param name="data">Handed over: it becomes invalid.</param>
        /// <param name="requires_grad">Whether gradients are recorded for it.</param>
        public Parameter(torch.Tensor data, bool requires_grad = true) : base(data.requires_grad_(requires_grad).MoveHandle())
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
