using GenRL.Data;

namespace GenRL.Cli.Pipelines;

/// <summary>An embedded window of a dataset with what it earned.</summary>
/// <param name="LastRow">Row of its last frame, which holds its embedding.</param>
/// <param name="Rewards">Reward of each task, summed over its frames.</param>
internal sealed record RewardedWindow(long LastRow, double[] Rewards)
{
    /// <summary>All embedded windows of a dataset.</summary>
    public static IEnumerable<RewardedWindow> Of(FrameStore store, StepArray<Half> embeddings) => Rows(store, embeddings).Select(last => new RewardedWindow(
        last, Sums(store.Rewards.Read(last - PromptFrames.WindowFrames + 1, PromptFrames.WindowFrames), store.Header.Tasks.Count)));

    /// <summary>The last rows of all embedded windows of a dataset.</summary>
    public static IEnumerable<long> Rows(FrameStore store, StepArray<Half> embeddings)
    {
        foreach (var episode in store.Episodes)
        {
            for (var last = episode.Start + PromptFrames.WindowFrames - 1; last < episode.Start + episode.Length; last++)
            {
                if (embeddings[last].ContainsAnyExcept(Half.Zero))
                {
                    yield return last;
                }
            }
        }
    }

    private static double[] Sums(ReadOnlySpan<float> rewards, int tasks)
    {
        var sums = new double[tasks];
        for (var index = 0; index < rewards.Length; index++)
        {
            sums[index % tasks] += rewards[index];
        }

        return sums;
    }
}
