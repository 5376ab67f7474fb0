namespace GenRL.Learning.Baselines;

/// <summary>The reward of a recorded step: how much its stored embedding looks like the prompt (spec 7.2).</summary>
public static class EmbeddingReward
{
    /// <summary>Norm below which a stored row holds no embedding; those that were embedded have norm 1.</summary>
    public const double SmallestNorm = 0.5;

    /// <summary>Cosine of a stored row with a prompt; null where the row was never embedded.</summary>
    /// <param name="embedding">A row of the store's embeddings, [D].</param>
    /// <param name="prompt">Embedding of the prompt, [D], of unit norm.</param>
    public static float? Of(ReadOnlySpan<Half> embedding, ReadOnlySpan<float> prompt)
    {
        var (product, squares) = (0.0, 0.0);
        for (var i = 0; i < prompt.Length; i++)
        {
            var value = (double)embedding[i];
            (product, squares) = (product + (value * prompt[i]), squares + (value * value));
        }

        var norm = Math.Sqrt(squares);
        return norm >= SmallestNorm ? (float)(product / norm) : null;
    }
}
