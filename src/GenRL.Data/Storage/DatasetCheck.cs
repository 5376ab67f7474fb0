namespace GenRL.Data;

/// <summary>
/// Reads a whole dataset and says what it holds and what is wrong with it: episodes that cannot be read or hold values that are not
/// finite, missing or still pictures, missing embeddings or such of another length than 1.
/// </summary>
public sealed class DatasetCheck
{
    private const double LengthTolerance = 0.01;

    private readonly DatasetFolder _dataset;
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, SubsetTally> _subsets = [];
    private readonly List<string> _withoutPictures = [];
    private readonly List<string> _withoutEmbeddings = [];
    private long _rendered;
    private long _embedded;

    private DatasetCheck(DatasetFolder dataset) => _dataset = dataset;

    /// <summary>Reads everything.</summary>
    /// <param name="folder">The dataset.</param>
    /// <param name="reporter">Told of the progress; may be null.</param>
    /// <param name="cancellation">Stops between two episodes.</param>
    /// <exception cref="InvalidDataException">The folder is no dataset, or its manifest is damaged.</exception>
    public static DatasetReport Run(string folder, IProgress<WorkProgress>? reporter = null, CancellationToken cancellation = default)
    {
        DatasetCheck check = new(DatasetFolder.Open(folder));
        IReadOnlyList<string> poses = check._dataset.PoseFiles();
        IReadOnlyList<string> pixels = poses.Count > 0 ? [] : check._dataset.EpisodeFiles();
        WorkMeter meter = new("check", "episodes", 2L * poses.Count + pixels.Count, 0, reporter);
        check.ReadEpisodes(poses, check.ReadPoses, meter, cancellation);
        check.ReadEpisodes(pixels, check.ReadPixels, meter, cancellation);
        if (Directory.Exists(check._dataset.FramesPath))
        {
            check.Guard(check._dataset.FramesPath, () => check.ReadFrames(poses, meter, cancellation));
        }
        else if (poses.Count > 0)
        {
            check._problems.Add($"{check._dataset.FramesPath}: is missing; no episode has pictures.");
        }
        check.AddMissing(check._withoutPictures, "pictures; 'genrl render' makes them");
        check.AddMissing(check._withoutEmbeddings, "embeddings; 'genrl embed' makes them");
        meter.Report();
        return new DatasetReport(
            [.. check._subsets.Values.OrderBy(subset => subset.Name, StringComparer.Ordinal).Select(subset => subset.ToReport())],
            check._rendered, check._embedded, Sizes(folder), check._problems);
    }

    private void ReadEpisodes(IReadOnlyList<string> files, Action<string> read, WorkMeter meter, CancellationToken cancellation)
    {
        foreach (string file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            Guard(file, () => read(file));
            meter.Add(1);
        }
    }

    private void Guard(string place, Action read)
    {
        try
        {
            read();
        }
        catch (Exception error) when (error is InvalidDataException or IOException or ArgumentException)
        {
            _problems.Add(error.Message.Contains(place, StringComparison.Ordinal) ? error.Message : $"{place}: {error.Message}");
        }
    }

    // one line for all: a whole subset may be waiting for the next stage
    private void AddMissing(List<string> files, string what)
    {
        if (files.Count > 0)
        {
            _problems.Add($"{_dataset.Root}: {files.Count} episodes have no {what}; the first is {files[0]}.");
        }
    }

    private void ReadPoses(string file)
    {
        PoseEpisode episode = PoseEpisodeFile.Load(file);
        DatasetManifest manifest = _dataset.Manifest;
        if (episode.Details.Domain != manifest.Domain || episode.ActionSize != manifest.ActionSize || episode.PoseSize != manifest.PoseSize || !episode.Details.Tasks.SequenceEqual(manifest.Tasks))
        {
            throw new InvalidDataException($"{file}: is of {episode.Details.Domain} with {episode.ActionSize} actions and {episode.PoseSize} pose values, unlike the manifest.");
        }
        RequireLength(file, episode.Length);
        RequireActions(file, episode.Action, episode.ActionSize);
        Tally(file).Add(episode.Length, manifest.Tasks, episode.Return);
    }

    private void ReadPixels(string file)
    {
        Episode episode = EpisodeFile.Load(file);
        RequireLength(file, episode.Length);
        RequireActions(file, episode.Action, episode.ActionSize);
        RequireMotion(file, episode.Observation, episode.Length);
        double sum = episode.Reward.ToArray().Sum(reward => (double)reward);
        Tally(file).Add(episode.Length, [_dataset.Manifest.Tasks[0]], _ => sum);
    }

    private void ReadFrames(IReadOnlyList<string> files, WorkMeter meter, CancellationToken cancellation)
    {
        FrameStoreIndex index = FrameStoreIndex.Load(_dataset.FramesPath);
        using FrameStore store = FrameStore.Open(_dataset.FramesPath);
        using StepArray<Half>? embeddings = store.TryOpenArray<Half>(Embedding.ArrayName);
        EmbeddingState? state = embeddings is null ? null : EmbeddingState.Read(_dataset.FramesPath, Embedding.ArrayName);
        Dictionary<string, StoredEpisode> stored = index.Episodes.ToDictionary(episode => episode.File);
        foreach (string file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (stored.GetValueOrDefault(Path.GetFileName(file)) is not { Done: true } episode)
            {
                _withoutPictures.Add(file);
            }
            else
            {
                Guard(file, () => RequireMotion(file, store.Frames.Read(episode.Start, episode.Length), episode.Length));
                _rendered += episode.Length;
                Guard(file, () => CountEmbeddings(file, episode, embeddings, state));
            }
            meter.Add(1);
        }
    }

    private void CountEmbeddings(string file, StoredEpisode episode, StepArray<Half>? embeddings, EmbeddingState? state)
    {
        if (embeddings is null || state is null)
        {
            return;
        }
        if (!state.IsDone(episode.Start))
        {
            _withoutEmbeddings.Add(file);
            return;
        }
        for (int row = PromptFrames.WindowFrames - 1; row < episode.Length; row += state.Stride)
        {
            double square = 0;
            foreach (Half value in embeddings[episode.Start + row])
            {
                square += (double)value * (double)value;
            }
            if (!(Math.Abs(Math.Sqrt(square) - 1) <= LengthTolerance))
            {
                throw new InvalidDataException($"{file}: the embedding of row {row} has length {Math.Sqrt(square):f3} instead of 1; 'genrl embed --overwrite' makes them again.");
            }
            _embedded++;
        }
    }

    private static void RequireLength(string file, int length)
    {
        if (EpisodeFileName.TryParse(file, out EpisodeFileName? name) && name.Length != length)
        {
            throw new InvalidDataException($"{file}: has {length} rows, its name says {name.Length}.");
        }
    }

    private static void RequireActions(string file, ReadOnlySpan<float> actions, int size)
    {
        if (actions[..size].ContainsAnyExcept(0f))
        {
            throw new InvalidDataException($"{file}: the reset row has an action.");
        }
        foreach (float action in actions)
        {
            if (!(Math.Abs(action) <= 1))
            {
                throw new InvalidDataException($"{file}: has the action {action}, outside -1 to 1.");
            }
        }
    }

    private static void RequireMotion(string file, ReadOnlySpan<byte> frames, int length)
    {
        int size = frames.Length / length;
        ReadOnlySpan<byte> first = frames[..size];
        for (int row = 1; row < length; row++)
        {
            if (!frames.Slice(row * size, size).SequenceEqual(first))
            {
                return;
            }
        }
        throw new InvalidDataException($"{file}: all of its {length} pictures are equal.");
    }

    private SubsetTally Tally(string file)
    {
        string name = DatasetFolder.SubsetOf(file);
        if (!_subsets.TryGetValue(name, out SubsetTally? tally))
        {
            _subsets.Add(name, tally = new SubsetTally(name));
        }
        return tally;
    }

    private static Dictionary<string, long> Sizes(string folder)
    {
        Dictionary<string, long> sizes = new() { ["episodes"] = 0, ["frames"] = 0, ["embeddings"] = 0, ["other"] = 0 };
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            string[] path = Path.GetRelativePath(folder, file.FullName).Split(Path.DirectorySeparatorChar);
            string part = path[0] is "poses" or "episodes" ? "episodes"
                : path[0] != "frames" ? "other"
                : path[^1].StartsWith(Embedding.ArrayName, StringComparison.Ordinal) ? "embeddings" : "frames";
            sizes[part] += file.Length;
        }
        return sizes;
    }
}
