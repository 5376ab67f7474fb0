using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// From a flattened latent [N, S] to an image mean [N, 3, 64, 64], unbounded around [-0.5, 0.5] (spec 1.4). The first
/// affine map is <see cref="RewardFeature"/>, the space prompts are compared in.
/// </summary>
public sealed class ImageDecoder : nn.Module<Tensor, Tensor>
{
    private const int FirstKernel = 5;

    private readonly TorchSharp.Modules.Linear featureMap;
    private readonly TorchSharp.Modules.Parameter firstWeight;
    private readonly TorchSharp.Modules.Parameter firstBias;
    private readonly ChannelLayerNorm norm0;
    private readonly PhaseDeconvolution deconvolution1;
    private readonly ChannelLayerNorm norm1;
    private readonly PhaseDeconvolution deconvolution2;
    private readonly ChannelLayerNorm norm2;
    private readonly PhaseDeconvolution deconvolution3;
    private readonly int multiplier;
    private readonly long oneHotInputs;

    /// <param name="multiplier">m: channels before the last layer.</param>
    /// <param name="stochSize">S: size of the flattened latent.</param>
    /// <param name="furtherSize">Numbers that follow the latent in the input: Dh where the decoder also reads the recurrent state.</param>
    public ImageDecoder(int multiplier, int stochSize, int furtherSize = 0)
        : base(nameof(ImageDecoder))
    {
        this.multiplier = multiplier;
        oneHotInputs = stochSize;
        featureMap = nn.Linear(stochSize + furtherSize, 32 * multiplier);
        var bound = 1 / Math.Sqrt(4.0 * multiplier * FirstKernel * FirstKernel);
        firstWeight = nn.Parameter(rand(32 * multiplier, 4 * multiplier, FirstKernel, FirstKernel).mul_(2 * bound).sub_(bound));
        firstBias = nn.Parameter(rand(4 * multiplier).mul_(2 * bound).sub_(bound));
        norm0 = new ChannelLayerNorm("norm0", 4 * multiplier);
        deconvolution1 = new PhaseDeconvolution("deconvolution1", 4 * multiplier, 2 * multiplier, 5);
        norm1 = new ChannelLayerNorm("norm1", 2 * multiplier);
        deconvolution2 = new PhaseDeconvolution("deconvolution2", 2 * multiplier, multiplier, 6);
        norm2 = new ChannelLayerNorm("norm2", multiplier);
        // a decoder that starts near zero does not spend its first steps on removing noise
        deconvolution3 = new PhaseDeconvolution("deconvolution3", multiplier, 3, 6, scale: 0.1);
        RegisterComponents();
    }

    /// <summary>g: the first affine map, bias included; [.., S] to [.., 32 m].</summary>
    public Tensor RewardFeature(Tensor stoch) => FusedLayers.OneHotLinear(featureMap, stoch, oneHotInputs);

    /// <inheritdoc/>
    public override Tensor forward(Tensor stoch)
    {
        using var scope = NewDisposeScope();
        // on a 1x1 map the first transposed convolution is a plain matrix product (spec 11.4)
        var hidden = RewardFeature(stoch).matmul(firstWeight.flatten(1)).view(-1, 4 * multiplier, FirstKernel, FirstKernel)
            + firstBias.view(1, -1, 1, 1);
        hidden = norm0.WithSilu(hidden);
        hidden = norm1.WithSilu(deconvolution1.call(hidden));
        hidden = norm2.WithSilu(deconvolution2.call(hidden));
        return deconvolution3.call(hidden).MoveToOuterDisposeScope();
    }
}
