using static TorchSharp.torch;

namespace GenRL.Learning.Networks;

/// <summary>LayerNorm over the channels of each pixel of [N, C, H, W], affine, eps 1e-3 (spec 0.4).</summary>
public sealed class ChannelLayerNorm : nn.Module<Tensor, Tensor>
{
    /// <summary>Added to the variance.</summary>
    public const double Epsilon = 1e-3;

    private readonly TorchSharp.Modules.LayerNorm norm;

    /// <param name="name">Module name.</param>
    /// <param name="channels">Number of channels C.</param>
    public ChannelLayerNorm(string name, long channels)
        : base(name)
    {
        norm = nn.LayerNorm(new[] { channels }, eps: Epsilon);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return norm.call(input.permute(0, 2, 3, 1)).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>This norm followed by SiLU, as between all convolutions.</summary>
    public Tensor WithSilu(Tensor input) => FusedLayers.ChannelNormAndSilu(norm, input);
}
