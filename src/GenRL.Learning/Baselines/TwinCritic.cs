using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>Two action values on encoded pictures, behind one trunk.</summary>
public sealed class TwinCritic : nn.Module
{
    private readonly PixelTrunk trunk;
    private readonly DenseStack first;
    private readonly DenseStack second;

    /// <param name="featureSize">Size of an encoded picture.</param>
    /// <param name="actionSize">A.</param>
    /// <param name="options">Sizes.</param>
    public TwinCritic(long featureSize, int actionSize, PixelAgentOptions options)
        : base(nameof(TwinCritic))
    {
        trunk = new PixelTrunk(featureSize, options.TrunkSize);
        first = new DenseStack("first", options.TrunkSize + actionSize, options.Units, options.Layers, 1);
        second = new DenseStack("second", options.TrunkSize + actionSize, options.Units, options.Layers, 1);
        RegisterComponents();
    }

    /// <summary>Both values, [N] each, of actions [N, A] in states given by their features [N, F].</summary>
    public (Tensor First, Tensor Second) Values(Tensor features, Tensor action)
    {
        var input = cat(new[] { trunk.call(features), action }, -1);
        return (first.call(input).squeeze(-1), second.call(input).squeeze(-1));
    }

    /// <summary>The smaller of both values, [N].</summary>
    public Tensor Smaller(Tensor features, Tensor action)
    {
        var (one, other) = Values(features, action);
        return minimum(one, other);
    }
}
