namespace GenRL.Data;

/// <summary>What to collect.</summary>
/// <param name="Dataset">Folder of the dataset; made when missing.</param>
/// <param name="Subset">Part of the dataset the episodes belong to.</param>
/// <param name="Agent">Who acts, for people to read.</param>
/// <param name="Episodes">Episodes the subset is to have from this seed; those an earlier run made are not made again.</param>
public sealed record CollectionOptions(string Dataset, string Subset, string Agent, int Episodes)
{
    /// <summary>Seed of the run; another seed adds other episodes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Agent steps of an episode; null for the environment's full length.</summary>
    public int? Steps { get; init; }

    /// <summary>Environments stepped at once, each on its own thread.</summary>
    public int Environments { get; init; } = 1;

    /// <summary>Whether pixel episodes in GenRL's layout are saved beside the compact ones.</summary>
    public bool Pixels { get; init; }

    /// <summary>Task whose reward the pixel episodes carry; null for the first.</summary>
    public string? RewardTask { get; init; }
}
