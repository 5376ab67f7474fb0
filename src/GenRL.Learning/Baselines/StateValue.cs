using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>State values on encoded pictures, [N, F] to [N].</summary>
public sealed class StateValue : nn.Module<Tensor, Tensor>
{
    private readonly PixelTrunk trunk;
    private readonly DenseStack body;

    /// <param name="featureSize">Size of an encoded picture.</param>
    /// <param name="options">Sizes.</param>
    public StateValue(long featureSize, PixelAgentOptions options)
        : base(nameof(StateValue))
    {
        trunk = new PixelTrunk(featureSize, options.TrunkSize);
        body = new DenseStack("body", options.TrunkSize, options.Units, options.Layers, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor features)
    {
        using var scope = NewDisposeScope();
        return body.call(trunk.call(features)).squeeze(-1).MoveToOuterDisposeScope();
    }
}
