using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// Four convolutions of kernel 4, stride 2, no padding, each with channel LayerNorm and SiLU: [N, 3, 64, 64] in
/// [-0.5, 0.5] to [N, 32 m], flattened in C, H, W order (spec 1.3).
/// </summary>
public sealed class ImageEncoder : nn.Module<Tensor, Tensor>
{
    /// <summary>Number of convolutions.</summary>
    public const int Layers = 4;

    private readonly TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>> convolutions = nn.ModuleList<nn.Module<Tensor, Tensor>>();
    private readonly TorchSharp.Modules.ModuleList<ChannelLayerNorm> norms = nn.ModuleList<ChannelLayerNorm>();

    /// <param name="multiplier">m: channels of the first convolution.</param>
    public ImageEncoder(int multiplier)
        : base(nameof(ImageEncoder))
    {
        long channels = 3;
        for (var layer = 0; layer < Layers; layer++)
        {
            var next = (long)multiplier << layer;
            convolutions.Add(nn.Conv2d(channels, next, 4L, 2L));
            norms.Add(new ChannelLayerNorm("norm", next));
            channels = next;
        }

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = input;
        for (var layer = 0; layer < Layers; layer++)
        {
            hidden = norms[layer].WithSilu(convolutions[layer].call(hidden));
        }

        return hidden.flatten(1).MoveToOuterDisposeScope();
    }
}
