namespace GenRL.Data;

/// <summary>Poses of recorded episodes, to start others from. Drawn uniformly over episodes, then over rows.</summary>
public sealed class PosePool : IPoseSource
{
    private readonly IReadOnlyList<PoseEpisode> _episodes;

    /// <exception cref="ArgumentException">There is no episode, or their poses differ in size.</exception>
    public PosePool(IReadOnlyList<PoseEpisode> episodes)
    {
        if (episodes.Count == 0 || episodes.Any(episode => episode.PoseSize != episodes[0].PoseSize))
        {
            throw new ArgumentException("A pool of poses needs episodes of one robot.", nameof(episodes));
        }
        _episodes = episodes;
    }

    /// <summary>Loads episodes of a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="subsets">Subsets to draw from; empty for all.</param>
    /// <param name="maximumEpisodes">At most this many episodes are kept, evenly spread.</param>
    /// <exception cref="ArgumentException">The subsets hold no episode.</exception>
    public static PosePool Load(DatasetFolder dataset, IReadOnlyCollection<string> subsets, int maximumEpisodes = 500)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumEpisodes);
        string[] files = [.. dataset.PoseFiles().Where(file => subsets.Count == 0 || subsets.Contains(DatasetFolder.SubsetOf(file)))];
        if (files.Length == 0)
        {
            throw new ArgumentException($"{dataset.Root}: has no episodes in {(subsets.Count == 0 ? "any subset" : string.Join(", ", subsets))} to start from.", nameof(subsets));
        }
        int kept = Math.Min(files.Length, maximumEpisodes);
        return new PosePool([.. Enumerable.Range(0, kept).Select(i => PoseEpisodeFile.Load(files[(long)i * files.Length / kept]))]);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Draw(SeededRandom random)
    {
        PoseEpisode episode = _episodes[random.Next(_episodes.Count)];
        return episode.Pose(random.Next(episode.Length));
    }
}
