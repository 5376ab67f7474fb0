using GenRL.Robots;

namespace GenRL.Data;

/// <summary>
/// All steps of a dataset, ready for training: frames, actions, rewards, poses, and whatever is cached beside them, with one row per
/// step and one indexing for all. Row conventions as in <see cref="Episode"/> (the action of a row led to it). Reading is thread-safe.
/// </summary>
/// <remarks>On disk: a folder with <c>index.json</c> and one raw file per array, mapped into memory. Made by <see cref="FrameStoreWriter"/>.</remarks>
public sealed class FrameStore : IDisposable
{
    private readonly string? _folder;
    private readonly EpisodeSpan[] _episodes;
    private readonly long[] _starts;

    private FrameStore(string? folder, FrameStoreIndex index, StepArray<byte> frames, StepArray<float> actions, StepArray<float> rewards, StepArray<double>? poses)
    {
        _folder = folder;
        Header = index.Header;
        Rows = index.Rows;
        Frames = frames;
        Actions = actions;
        Rewards = rewards;
        Poses = poses;
        _episodes = [.. index.Episodes.Where(episode => episode.Done).Select(episode => new EpisodeSpan(episode.Start, episode.Length, episode.Subset))];
        _starts = Array.ConvertAll(_episodes, episode => episode.Start);
    }

    /// <summary>Domain, sizes, tasks, render preset.</summary>
    public FrameStoreHeader Header { get; }

    /// <summary>Rows of every array; those of episodes still being rendered belong to no episode.</summary>
    public long Rows { get; }

    /// <summary>The finished episodes in row order.</summary>
    public IReadOnlyList<EpisodeSpan> Episodes => _episodes;

    /// <summary>Frames, [N, 3 * 64 * 64], channel-first.</summary>
    public StepArray<byte> Frames { get; }

    /// <summary>Actions, [N, A]; a row's action led to it.</summary>
    public StepArray<float> Actions { get; }

    /// <summary>Rewards of all tasks, [N, tasks].</summary>
    public StepArray<float> Rewards { get; }

    /// <summary>Joint-space poses, [N, P]; null for imported pixel episodes.</summary>
    public StepArray<double>? Poses { get; }

    /// <summary>Opens a store.</summary>
    /// <exception cref="InvalidDataException">The index or an array is missing, damaged or too short.</exception>
    public static FrameStore Open(string folder)
    {
        FrameStoreIndex index = FrameStoreIndex.Load(folder);
        FrameStoreHeader header = index.Header;
        return new FrameStore(
            folder,
            index,
            Required<byte>(folder, FrameStoreWriter.FramesName, FrameFormat.Bytes, index.Rows),
            Required<float>(folder, FrameStoreWriter.ActionsName, header.ActionSize, index.Rows),
            Required<float>(folder, FrameStoreWriter.RewardsName, header.Tasks.Count, index.Rows),
            header.PoseSize == 0 ? null : Required<double>(folder, FrameStoreWriter.PosesName, header.PoseSize, index.Rows));
    }

    /// <summary>Copies pixel episodes into memory, their rewards as the single task named <paramref name="task"/>.</summary>
    public static FrameStore FromEpisodes(string domain, string task, string subset, IReadOnlyList<Episode> episodes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(episodes.Count);
        int actionSize = episodes[0].ActionSize;
        List<StoredEpisode> stored = [];
        long rows = 0;
        foreach (Episode episode in episodes)
        {
            stored.Add(new StoredEpisode($"{stored.Count}", rows, episode.Length, subset, Done: true));
            rows += episode.Length;
        }
        StepArray<byte> frames = StepArray<byte>.InMemory(rows, FrameFormat.Bytes);
        StepArray<float> actions = StepArray<float>.InMemory(rows, actionSize);
        StepArray<float> rewards = StepArray<float>.InMemory(rows, 1);
        for (int i = 0; i < episodes.Count; i++)
        {
            Episode episode = episodes[i];
            if (episode.ActionSize != actionSize)
            {
                throw new ArgumentException($"Episode {i} has {episode.ActionSize} actions, the first one {actionSize}.", nameof(episodes));
            }
            episode.Observation.CopyTo(frames.Write(stored[i].Start, episode.Length));
            episode.Action.CopyTo(actions.Write(stored[i].Start, episode.Length));
            episode.Reward.CopyTo(rewards.Write(stored[i].Start, episode.Length));
        }
        FrameStoreHeader header = new(domain, actionSize, 0, [task], "imported");
        return new FrameStore(null, new FrameStoreIndex(FrameStoreIndex.CurrentVersion, header, stored), frames, actions, rewards, null);
    }

    /// <summary>Whether a row is an episode's reset.</summary>
    public bool IsFirst(long row) => Array.BinarySearch(_starts, row) >= 0;

    /// <summary>Copies a batch of training sequences; starts usually come from an <see cref="EpisodeUniformSampler"/>.</summary>
    /// <param name="starts">First row of each sequence, [B].</param>
    /// <param name="sequenceLength">Rows T of each sequence; must not cross the end of an episode.</param>
    /// <param name="frames">Receives [B, T, 3, 64, 64]; empty to skip.</param>
    /// <param name="actions">Receives [B, T, A]; empty to skip.</param>
    /// <param name="isFirst">Receives [B, T], 1 at an episode's reset, else 0; empty to skip.</param>
    public void Gather(ReadOnlySpan<long> starts, int sequenceLength, Span<byte> frames, Span<float> actions, Span<float> isFirst)
    {
        if (!frames.IsEmpty)
        {
            Frames.Gather(starts, sequenceLength, frames);
        }
        if (!actions.IsEmpty)
        {
            Actions.Gather(starts, sequenceLength, actions);
        }
        if (!isFirst.IsEmpty)
        {
            for (int i = 0; i < starts.Length; i++)
            {
                Span<float> row = isFirst.Slice(i * sequenceLength, sequenceLength);
                row.Clear();
                row[0] = IsFirst(starts[i]) ? 1 : 0;
            }
        }
    }

    /// <summary>Opens a cached array (such as <c>clip_video</c>) for reading; null when there is none. The caller disposes it.</summary>
    /// <exception cref="InvalidDataException">It has another element type, or fewer rows than the store.</exception>
    public StepArray<T>? TryOpenArray<T>(string name)
        where T : unmanaged
    {
        StepArray<T>? array = _folder is null ? null : StepArrayFile.TryOpen<T>(_folder, name);
        if (array is not null && array.Rows < Rows)
        {
            array.Dispose();
            throw new InvalidDataException($"{_folder}: array '{name}' covers {array.Rows} of {Rows} steps; make it again for the episodes added since.");
        }
        return array;
    }

    /// <summary>Makes an array with a row per step, or opens it for writing and extends it with zeros. In memory when the store is. The caller disposes it.</summary>
    public StepArray<T> CreateArray<T>(string name, int columns)
        where T : unmanaged =>
        _folder is null ? StepArray<T>.InMemory(Rows, columns) : StepArrayFile.OpenWritable<T>(_folder, name, Rows, columns);

    public void Dispose()
    {
        Frames.Dispose();
        Actions.Dispose();
        Rewards.Dispose();
        Poses?.Dispose();
    }

    private static StepArray<T> Required<T>(string folder, string name, int columns, long rows)
        where T : unmanaged
    {
        StepArray<T> array = StepArrayFile.TryOpen<T>(folder, name) ?? throw new InvalidDataException($"{folder}: array '{name}' is missing.");
        if (array.Columns != columns || array.Rows < rows)
        {
            array.Dispose();
            throw new InvalidDataException($"{folder}: array '{name}' is {array.Rows} x {array.Columns}, {rows} x {columns} expected.");
        }
        return array;
    }
}
