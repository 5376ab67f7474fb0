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
        var tasks = store.Header.Tasks.Count;
        var best = new PriorityQueue<long, double>();
        foreach (var episode in store.Episodes)
        {
            for (var last = episode.Start + PromptFrames.WindowFrames - 1; last < episode.Start + episode.Length; last++)
            {
                if (embeddings[last].ContainsAnyExcept(Half.Zero))
                {
                    best.Enqueue(last, WindowReward(store.Rewards.Read(last - PromptFrames.WindowFrames + 1, PromptFrames.WindowFrames), task, tasks));
                    if (best.Count > Windows)
                    {
                        best.Dequeue();
                    }
                }
            }
        }

        var mean = new double[embeddings.Columns];
        while (best.TryDequeue(out var row, out _))
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += (double)embeddings[row][i];
            }
        }

        var norm = Math.Sqrt(mean.Sum(value => value * value));
        return [.. mean.Select(value => (float)(value / norm))];
    }

    private static double WindowReward(ReadOnlySpan<float> rewards, int task, int tasks)
    {
        double sum = 0;
        for (var index = task; index < rewards.Length; index += tasks)
        {
            sum += rewards[index];
        }

        return sum;
    }
}
