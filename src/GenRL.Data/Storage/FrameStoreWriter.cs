using GenRL.Robots;

namespace GenRL.Data;

/// <summary>
/// Fills a <see cref="FrameStore"/> folder: new episodes get rows behind those already there, are written in any order and from several
/// threads, and count once <see cref="Complete"/> was called for them. A run that was cut short is taken up by planning the same files again.
/// </summary>
public sealed class FrameStoreWriter : IDisposable
{
    internal const string FramesName = "observation";
    internal const string ActionsName = "action";
    internal const string RewardsName = "rewards";
    internal const string PosesName = "qpos";

    private readonly string _folder;
    private readonly StoredEpisode[] _episodes;
    private readonly Lock _gate = new();

    private FrameStoreWriter(string folder, FrameStoreHeader header, StoredEpisode[] episodes)
    {
        _folder = folder;
        _episodes = episodes;
        Header = header;
        long rows = episodes[^1].Start + episodes[^1].Length;
        Frames = StepArrayFile.OpenWritable<byte>(folder, FramesName, rows, FrameFormat.Bytes);
        Actions = StepArrayFile.OpenWritable<float>(folder, ActionsName, rows, header.ActionSize);
        Rewards = StepArrayFile.OpenWritable<float>(folder, RewardsName, rows, header.Tasks.Count);
        Poses = header.PoseSize == 0 ? null : StepArrayFile.OpenWritable<double>(folder, PosesName, rows, header.PoseSize);
    }

    public FrameStoreHeader Header { get; }

    public StepArray<byte> Frames { get; }

    public StepArray<float> Actions { get; }

    public StepArray<float> Rewards { get; }

    /// <summary>Null when <see cref="FrameStoreHeader.PoseSize"/> is 0.</summary>
    public StepArray<double>? Poses { get; }

    /// <summary>Episodes not yet filled.</summary>
    public IReadOnlyList<StoredEpisode> Pending
    {
        get
        {
            lock (_gate)
            {
                return [.. _episodes.Where(episode => !episode.Done)];
            }
        }
    }

    /// <summary>Opens or makes a store and plans rows for the episodes that are new.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="header">Must equal that of an existing store.</param>
    /// <param name="episodes">File name (without folder), rows and subset of all episodes wanted.</param>
    /// <exception cref="ArgumentException">The store holds other data, or there is no episode at all.</exception>
    /// <exception cref="InvalidDataException">The existing store is damaged.</exception>
    public static FrameStoreWriter Open(string folder, FrameStoreHeader header, IEnumerable<(string File, int Length, string Subset)> episodes)
    {
        List<StoredEpisode> all = [];
        if (File.Exists(Path.Combine(folder, FrameStoreIndex.FileName)))
        {
            FrameStoreIndex existing = FrameStoreIndex.Load(folder);
            existing.Header.RequireSame(header, folder);
            all.AddRange(existing.Episodes);
        }
        HashSet<string> known = [.. all.Select(episode => episode.File)];
        foreach ((string file, int length, string subset) in episodes)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
            if (known.Add(file))
            {
                long start = all.Count == 0 ? 0 : all[^1].Start + all[^1].Length;
                all.Add(new StoredEpisode(file, start, length, subset, Done: false));
            }
        }
        if (all.Count == 0)
        {
            throw new ArgumentException($"{folder}: there is no episode to store.", nameof(episodes));
        }
        FrameStoreWriter writer = new(folder, header, [.. all]);
        writer.Save();
        return writer;
    }

    /// <summary>Marks an episode whose rows have been written. Kept in memory until <see cref="Save"/>.</summary>
    public void Complete(StoredEpisode episode)
    {
        lock (_gate)
        {
            int index = Array.FindIndex(_episodes, candidate => candidate.Start == episode.Start && candidate.File == episode.File);
            _episodes[index] = _episodes[index] with { Done = true };
        }
    }

    /// <summary>Writes the rows and then the index to the disk, so that the index never promises more than is there.</summary>
    public void Save()
    {
        StoredEpisode[] snapshot;
        lock (_gate)
        {
            snapshot = [.. _episodes];
        }
        Frames.Flush();
        Actions.Flush();
        Rewards.Flush();
        Poses?.Flush();
        new FrameStoreIndex(FrameStoreIndex.CurrentVersion, Header, snapshot).Save(_folder);
    }

    /// <summary>Saves and closes.</summary>
    public void Dispose()
    {
        Save();
        Frames.Dispose();
        Actions.Dispose();
        Rewards.Dispose();
        Poses?.Dispose();
    }
}
