using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalizes the last dimensions to mean zero and variance one, then scales and shifts.</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        private Parameter? _weight;
        private Parameter? _bias;

        internal LayerNorm(long[] shape, double eps, bool affine, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
        {
            normalized_shape = shape;
            this.eps = eps;
            elementwise_affine = affine;
            _weight = affine ? new Parameter(ones(shape, dtype, device)) : null;
            _bias = affine && hasBias ? new Parameter(zeros(shape, dtype, device)) : null;
            register_parameter(nameof(weight), _weight!);
            register_parameter(nameof(bias), _bias!);
        }

        public long[] normalized_shape { get; }

        public double eps { get; }

        public bool elementwise_affine { get; }

        public Parameter? weight
        {
            get => _weight;
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        public Parameter? bias
        {
            get => _bias;
            set => ReplaceParameter(nameof(bias), _bias = value);
        }

        public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, _weight, _bias, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            // The fourth argument differs between the official versions: name it and those after it.
            public static Modules.LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}
