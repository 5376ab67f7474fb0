using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    // Layers without parameters.

    public sealed class ReLU() : nn.Module<Tensor, Tensor>("ReLU")
    {
        public override Tensor forward(Tensor tensor) => tensor.relu();
    }

    public sealed class SiLU() : nn.Module<Tensor, Tensor>("SiLU")
    {
        public override Tensor forward(Tensor tensor) => tensor.silu();
    }

    public sealed class GELU() : nn.Module<Tensor, Tensor>("GELU")
    {
        public override Tensor forward(Tensor tensor) => tensor.gelu();
    }

    public sealed class Tanh() : nn.Module<Tensor, Tensor>("Tanh")
    {
        public override Tensor forward(Tensor tensor) => tensor.tanh();
    }

    public sealed class Sigmoid() : nn.Module<Tensor, Tensor>("Sigmoid")
    {
        public override Tensor forward(Tensor tensor) => tensor.sigmoid();
    }

    public sealed class Identity() : nn.Module<Tensor, Tensor>("Identity")
    {
        public override Tensor forward(Tensor tensor) => tensor.alias();
    }

    public sealed class Flatten(long start_dim, long end_dim) : nn.Module<Tensor, Tensor>("Flatten")
    {
        public override Tensor forward(Tensor tensor) => tensor.flatten(start_dim, end_dim);
    }

    public sealed class Dropout(double p) : nn.Module<Tensor, Tensor>("Dropout")
    {
        public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, p, training);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ReLU ReLU(bool inplace = false) => new();
            public static Modules.SiLU SiLU() => new();
            public static Modules.GELU GELU() => new();
            public static Modules.Tanh Tanh() => new();
            public static Modules.Sigmoid Sigmoid() => new();
            public static Modules.Identity Identity() => new();
            public static Modules.Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);
            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p);
        }
    }
}
