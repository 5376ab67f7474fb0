using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary><c>y = x W^T + b</c>; W is [out_features, in_features].</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        private Parameter _weight;
        private Parameter? _bias;

        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
        {
            in_features = inputSize;
            out_features = outputSize;
            (_weight, _bias) = Initial.WeightAndBias([outputSize, inputSize], hasBias ? outputSize : null, device, dtype);
            RegisterWeights();
        }

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            _weight = weight;
            _bias = bias;
            RegisterWeights();
            out_features = weight.size(0);
            in_features = weight.size(1);
        }

        public long in_features { get; }

        public long out_features { get; }

        public Parameter weight
        {
            get => _weight;
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        public Parameter? bias
        {
            get => _bias;
            set => ReplaceParameter(nameof(bias), _bias = value);
        }

        private void RegisterWeights()
        {
            register_parameter(nameof(weight), _weight);
            register_parameter(nameof(bias), _bias!);
        }

        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);
        }
    }
}
