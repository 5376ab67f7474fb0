using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>
/// The video half of the compact video-language model. The frames are taken in pairs (0,1), (2,3), ...; of each pair the network sees the
/// later frame's colours and the difference to the earlier one, so that motion enters at pixel level. One token per pair, joined by an MLP.
/// </summary>
internal sealed class VideoTower : nn.Module
{
    /// <summary>Length of a pair's token.</summary>
    public const int TokenSize = 192;

    /// <summary>Length of the features under the embedding.</summary>
    public const int FeatureSize = 256;

    /// <summary>Factors that bring colours and differences to about unit size.</summary>
    public const float ColourScale = 3, DifferenceScale = 6;

    private const int Channels0 = 48, Channels1 = 96, Channels2 = 160, Mixed = 384;

    private readonly Conv2d conv0, conv1, conv2;
    private readonly Linear token, mix, features, embedding;
    private readonly LayerNorm token_norm, mix_norm;
    private readonly int _pairs;

    /// <param name="frames">Frames of a window; even.</param>
    /// <param name="dimension">Length of the embedding.</param>
    public VideoTower(int frames, int dimension) : base("video")
    {
        _pairs = frames / 2;
        conv0 = nn.Conv2d(4, Channels0, 8, 4, 2);
        conv1 = nn.Conv2d(Channels0, Channels1, 3, 2, 1);
        conv2 = nn.Conv2d(Channels1, Channels2, 3, 2, 1);
        token = nn.Linear(Channels2 * 4 * 4, TokenSize);
        token_norm = nn.LayerNorm([TokenSize]);
        mix = nn.Linear(TokenSize * _pairs, Mixed);
        mix_norm = nn.LayerNorm([Mixed]);
        features = nn.Linear(Mixed, FeatureSize);
        embedding = nn.Linear(FeatureSize, dimension);
        RegisterComponents();
    }

    /// <summary>Embeds windows.</summary>
    /// <param name="frames">[N, frames, 3, 64, 64], 0..255 as float32.</param>
    /// <returns>Unit embeddings [N, D], features [N, <see cref="FeatureSize"/>], tokens [N, pairs, <see cref="TokenSize"/>].</returns>
    public (Tensor Embedding, Tensor Features, Tensor Tokens) Forward(Tensor frames)
    {
        long count = frames.shape[0];
        Tensor pairs = frames.reshape(count * _pairs, 2, 3, frames.shape[3], frames.shape[4]) / 255;
        Tensor earlier = pairs.select(1, 0), later = pairs.select(1, 1);
        Tensor colour = (later - later.mean([2, 3], true)) * ColourScale;
        Tensor difference = (later - earlier).mean([1], true) * DifferenceScale;
        Tensor x = cat([colour, difference], 1);
        x = nn.functional.relu(conv0.forward(x));
        x = nn.functional.relu(conv1.forward(x));
        x = nn.functional.relu(conv2.forward(x));
        Tensor tokens = token_norm.forward(token.forward(x.flatten(1))).silu();
        Tensor joined = mix_norm.forward(mix.forward(tokens.reshape(count, _pairs * TokenSize))).silu();
        Tensor feature = features.forward(joined).silu();
        return (nn.functional.normalize(embedding.forward(feature), 2, 1), feature, tokens.reshape(count, _pairs, TokenSize));
    }
}
