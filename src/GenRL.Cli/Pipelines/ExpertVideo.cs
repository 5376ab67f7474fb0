using GenRL.Data;

namespace GenRL.Cli.Pipelines;

/// <summary>Finds what a task looks like when it is done well.</summary>
public static class ExpertVideo
{
    private const int Windows = 64;

    /// <summary>Mean embedding of the windows that a task's reward rates highest, [D], of unit length.</summary>
    /// <param name="store">Rendered and embedded dataset.</param>
    /// <param name="task">Index of the task among the dataset's.</param>
    /// <exception cref="InvalidDataException">The dataset is not embedded.</exception>
    public static float[] Embedding(FrameStore store, int task)
    {
        using var embeddings = store.TryOpenArray<Half>(Data.Embedding.ArrayName)
            ?? throw new InvalidDataException("the dataset has no window embeddings; run 'genrl embed' on it first");
        var sum = new double[embeddings.Columns];
        foreach (var window in RewardedWindow.Of(store, embeddings).OrderByDescending(window => window.Rewards[task]).Take(Windows))
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += (double)embeddings[window.LastRow][i];
            }
        }

        var norm = Math.Sqrt(sum.Sum(value => value * value));
        return [.. sum.Select(value => (float)(value / norm))];
    }
}
