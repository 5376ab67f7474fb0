using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the convolution layers share: a weight, perhaps a bias, and the geometry.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private Parameter _weight;
    private Parameter? _bias;

    private protected Convolution(string name, long[] weightShape, long outChannels, bool bias, Device? device, ScalarType? dtype) : base(name)
    {
        (_weight, _bias) = Initial.WeightAndBias(weightShape, bias ? outChannels : null, device, dtype);
        register_parameter(nameof(weight), _weight);
        register_parameter(nameof(bias), _bias!);
    }

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

    private protected static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];
}
