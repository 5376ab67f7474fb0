namespace GenRL.Data;

/// <summary>Keeps only named subsets of a dataset (the paper's ablation of training data, its figure 7).</summary>
public static class SubsetSelection
{
    /// <summary>The episodes of the named subsets, in their order in the dataset.</summary>
    /// <param name="episodes">All episodes.</param>
    /// <param name="subsets">Names to keep; null or empty keeps everything.</param>
    /// <exception cref="ArgumentException">A subset has no episode; the message lists those there are.</exception>
    public static IEnumerable<EpisodeSpan> Of(IEnumerable<EpisodeSpan> episodes, IReadOnlyList<string>? subsets)
    {
        if (subsets is null || subsets.Count == 0)
        {
            return episodes;
        }
        EpisodeSpan[] all = [.. episodes];
        string[] known = [.. all.Select(episode => episode.Subset).Distinct().Order(StringComparer.Ordinal)];
        string? unknown = subsets.FirstOrDefault(name => !known.Contains(name));
        return unknown is null
            ? all.Where(episode => subsets.Contains(episode.Subset))
            : throw new ArgumentException($"The dataset has no episode of a subset '{unknown}'. It has: {string.Join(", ", known)}.", nameof(subsets));
    }
}
