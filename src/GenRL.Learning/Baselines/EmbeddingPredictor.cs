using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>
/// WM-CLIP's map from world-model states to the embedding of the window, or image, that they end, [.., S + Dh] to [.., D] (spec 7.1): the
/// connector's reverse.
/// </summary>
public sealed class EmbeddingPredictor : nn.Module<Tensor, Tensor>
{
    private readonly DenseStack body;

    /// <param name="featureSize">S + Dh.</param>
    /// <param name="oneHotInputs">S: how many of the first features are one-hot latents.</param>
    /// <param name="embeddingSize">D.</param>
    /// <param name="options">Sizes.</param>
    public EmbeddingPredictor(long featureSize, long oneHotInputs, long embeddingSize, EmbeddingPredictorOptions options)
        : base(nameof(EmbeddingPredictor))
    {
        body = new DenseStack("body", featureSize, options.Units, options.Layers, embeddingSize, oneHotInputs: oneHotInputs);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor feature) => body.call(feature);

    /// <summary>Squared distance to the stored embeddings, summed over their numbers and averaged over the rows that were embedded.</summary>
    /// <param name="predicted">[n, D].</param>
    /// <param name="embeddings">[n, D], rows of zeros where there is no embedding.</param>
    public static Tensor Loss(Tensor predicted, Tensor embeddings)
    {
        using var scope = NewDisposeScope();
        var embedded = embeddings.square().sum(-1).sqrt().ge(EmbeddingReward.SmallestNorm).to(ScalarType.Float32);
        var distance = (predicted - embeddings).square().sum(-1);
        return (distance * embedded).sum().div(embedded.sum().clamp(min: 1)).MoveToOuterDisposeScope();
    }
}
