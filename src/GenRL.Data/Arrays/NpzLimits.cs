namespace GenRL.Data;

/// <summary>What a reader of npz files accepts, so that a hostile or damaged file cannot exhaust the memory.</summary>
/// <param name="MaximumEntries">Most arrays in one file.</param>
/// <param name="MaximumArrayBytes">Largest single array, uncompressed.</param>
/// <param name="MaximumTotalBytes">Largest sum of all arrays read, uncompressed.</param>
public sealed record NpzLimits(int MaximumEntries = 64, long MaximumArrayBytes = 1L << 30, long MaximumTotalBytes = 2L << 30)
{
    /// <summary>64 arrays, 1 GiB each, 2 GiB together: an episode of GenRL is about 9 MB.</summary>
    public static NpzLimits Default { get; } = new();
}
