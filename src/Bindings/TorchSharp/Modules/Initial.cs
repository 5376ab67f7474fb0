using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>PyTorch's default initialization of linear and convolution layers: uniform within one over the root of the fan-in.</summary>
internal static class Initial
{
    internal static (Parameter Weight, Parameter? Bias) WeightAndBias(long[] shape, long? biasSize, Device? device, ScalarType? dtype)
    {
        var weight = new Parameter(empty(shape, dtype, device));
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5)).Dispose();
        if (biasSize is not { } size)
        {
            return (weight, null);
        }
        var bias = new Parameter(empty(size, dtype, device));
        (long fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        nn.init.uniform_(bias, -bound, bound).Dispose();
        return (weight, bias);
    }
}
