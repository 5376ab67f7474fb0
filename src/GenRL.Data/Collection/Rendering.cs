using GenRL.Robots;

namespace GenRL.Data;

/// <summary>Renders the compact episodes of a dataset into its <see cref="FrameStore"/>; episodes rendered before stay as they are.</summary>
public static class Rendering
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(15);

    /// <summary>Runs until every episode is rendered.</summary>
    /// <param name="options">What to render.</param>
    /// <param name="environment">Makes a world; called once per thread, on that thread.</param>
    /// <param name="reporter">Told of the progress once a second; may be null.</param>
    /// <param name="cancellation">Stops; finished episodes stay.</param>
    /// <param name="time">Clock; null for the system's.</param>
    /// <returns>Frames rendered by this run, and frames per second.</returns>
    /// <exception cref="ArgumentException">There is nothing to render, or the store holds another robot or preset.</exception>
    /// <exception cref="InvalidDataException">A file is damaged; it is named.</exception>
    public static (long Frames, double FramesPerSecond) Run(
        RenderingOptions options, Func<IEnvironment> environment, IProgress<WorkProgress>? reporter = null, CancellationToken cancellation = default, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        DatasetFolder dataset = DatasetFolder.Open(options.Dataset);
        DatasetManifest manifest = dataset.Manifest;
        Dictionary<string, string> files = dataset.PoseFiles()
            .Where(file => options.Subsets.Count == 0 || options.Subsets.Contains(DatasetFolder.SubsetOf(file)))
            .ToDictionary(file => Path.GetFileName(file));
        FrameStoreHeader header = new(manifest.Domain, manifest.ActionSize, manifest.PoseSize, manifest.Tasks, options.RenderPreset);
        using FrameStoreWriter writer = FrameStoreWriter.Open(options.Store ?? dataset.FramesPath, header, files.Select(Plan));
        Queue<StoredEpisode> pending = new(writer.Pending);
        long left = pending.Sum(episode => (long)episode.Length);
        WorkMeter meter = new("render", "frames", writer.Frames.Rows, writer.Frames.Rows - left, reporter, time);
        Lock gate = new();
        long saved = time.GetTimestamp();
        if (pending.Count > 0)
        {
            WorkerThreads.Run(Math.Min(options.Threads, pending.Count), "render", Work, cancellation);
        }
        meter.Report();
        return (meter.Done, meter.PerSecond);

        void Work(CancellationToken stop)
        {
            using IEnvironment world = environment();
            while (TryNext(out StoredEpisode? episode))
            {
                string path = files.TryGetValue(episode.File, out string? found) ? found
                    : throw new InvalidDataException($"{options.Dataset}: episode {episode.File}, whose rendering was interrupted, is no longer there; delete {options.Store ?? dataset.FramesPath} and render again.");
                Fill(writer, episode, PoseEpisodeFile.Load(path), world, meter, path, stop);
                writer.Complete(episode);
            }
        }

        bool TryNext([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out StoredEpisode? episode)
        {
            lock (gate)
            {
                if (time.GetElapsedTime(saved) > SaveInterval)
                {
                    writer.Save();
                    saved = time.GetTimestamp();
                }
                return pending.TryDequeue(out episode);
            }
        }
    }

    private static (string File, int Length, string Subset) Plan(KeyValuePair<string, string> file) =>
        EpisodeFileName.TryParse(file.Key, out EpisodeFileName? name)
            ? (file.Key, name.Length, DatasetFolder.SubsetOf(file.Value))
            : throw new InvalidDataException($"{file.Value}: is not named index-time-id-length.npz.");

    private static void Fill(FrameStoreWriter writer, StoredEpisode stored, PoseEpisode episode, IEnvironment world, WorkMeter meter, string path, CancellationToken stop)
    {
        FrameStoreHeader header = writer.Header;
        if (episode.Length != stored.Length || episode.ActionSize != header.ActionSize || episode.PoseSize != header.PoseSize || !episode.Details.Tasks.SequenceEqual(header.Tasks))
        {
            throw new InvalidDataException($"{path}: has other sizes or tasks than its name or the dataset says.");
        }
        episode.Action.CopyTo(writer.Actions.Write(stored.Start, stored.Length));
        episode.Rewards.CopyTo(writer.Rewards.Write(stored.Start, stored.Length));
        episode.Poses.CopyTo(writer.Poses!.Write(stored.Start, stored.Length));
        for (int row = 0; row < episode.Length; row++)
        {
            stop.ThrowIfCancellationRequested();
            world.ResetTo(episode.Pose(row));
            world.ReadPixels(writer.Frames.Write(stored.Start + row));
            meter.Add(1, FrameFormat.Bytes);
        }
    }
}
