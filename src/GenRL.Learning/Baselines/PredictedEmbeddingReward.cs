using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>WM-CLIP's reward: the cosine of a state's predicted embedding with the prompt's (spec 7.1).</summary>
public sealed class PredictedEmbeddingReward : IImaginedReward, IDisposable
{
    private readonly EmbeddingPredictor predictor;
    private readonly Tensor prompt;

    /// <param name="predictor">Trained map from states to embeddings; its parameters no longer receive gradients. Stays owned by the caller.</param>
    /// <param name="promptEmbedding">Embedding of the prompt, [D], of unit norm.</param>
    public PredictedEmbeddingReward(EmbeddingPredictor predictor, float[] promptEmbedding)
    {
        this.predictor = predictor;
        prompt = tensor(promptEmbedding).DetachFromDisposeScope();
        foreach (var parameter in predictor.parameters())
        {
            parameter.requires_grad = false;
        }
    }

    /// <inheritdoc/>
    public AlignedReward Of(ImaginedTrajectory trajectory)
        => new((nn.functional.normalize(predictor.call(trajectory.Feature), 2, -1) * prompt).sum(-1), null);

    /// <inheritdoc/>
    public void Dispose() => prompt.Dispose();
}
