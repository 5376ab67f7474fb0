using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>Reduces encoded pictures before actor, critic or value read them: linear, LayerNorm, tanh (spec 7.3).</summary>
public sealed class PixelTrunk : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Linear linear;
    private readonly TorchSharp.Modules.LayerNorm norm;

    /// <param name="input">Size of an encoded picture.</param>
    /// <param name="output">Size it is reduced to.</param>
    public PixelTrunk(long input, long output)
        : base(nameof(PixelTrunk))
    {
        linear = nn.Linear(input, output);
        norm = nn.LayerNorm(new[] { output });
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor features)
    {
        using var scope = NewDisposeScope();
        return norm.call(linear.call(features)).tanh().MoveToOuterDisposeScope();
    }
}
