using GenRL.Robots;

namespace GenRL.Data;

/// <summary>
/// Adds embeddings to datasets (specification section 2.5). Of windows: row j + 7 embeds frames j..j + 7, for every j or every eighth.
/// Of images: a row embeds its own frame, shown as long as a window lasts. Rows without an embedding are zero.
/// </summary>
public static class Embedding
{
    /// <summary>Name of the array of embeddings (Half, [N, D]) in a <see cref="FrameStore"/>.</summary>
    public const string ArrayName = "clip_video";

    /// <summary>Name of the array of image embeddings, of the same type and width.</summary>
    public const string ImageArrayName = "clip_img";

    private const int BatchWindows = 32;
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(10);

    /// <summary>Name of the array of a kind.</summary>
    public static string NameOf(EmbeddingKind kind) => kind == EmbeddingKind.Image ? ImageArrayName : ArrayName;

    /// <summary>Id of the model that embedded a store; null when it has no embeddings of this kind.</summary>
    /// <exception cref="InvalidDataException">The record of it is damaged.</exception>
    public static string? ModelOf(string folder, EmbeddingKind kind = EmbeddingKind.Window) => EmbeddingState.ModelOf(folder, NameOf(kind));

    /// <summary>Embeds the windows, or the images, of one episode.</summary>
    /// <param name="frames">[L, 3, 64, 64].</param>
    /// <param name="embedder">The model.</param>
    /// <param name="stride">Steps between embeddings: 1 for every row, 8 for rows 7, 15, 23, .., where training sequences start at multiples of 8.</param>
    /// <param name="write">Receives the row and its embedding, in order of rows.</param>
    /// <param name="kind">Windows that end with a row, or the row's image alone.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static void EmbedEpisode(
        ReadOnlySpan<byte> frames, IWindowEmbedder embedder, int stride, Action<int, float[]> write, EmbeddingKind kind = EmbeddingKind.Window, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        int windowBytes = embedder.Frames * FrameFormat.Bytes;
        int windows = Count(kind, frames.Length / FrameFormat.Bytes, embedder.Frames, stride);
        int firstRow = FirstRow(kind, embedder.Frames, stride);
        bool sequence = stride == 1 && kind == EmbeddingKind.Window;
        byte[] batch = sequence ? [] : new byte[Math.Min(windows, BatchWindows) * windowBytes];
        float[] embeddings = new float[Math.Min(windows, BatchWindows) * embedder.Dimension];
        for (int first = 0; first < windows; first += BatchWindows)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(BatchWindows, windows - first);
            if (sequence)
            {
                embedder.EmbedSequence(frames.Slice(first * FrameFormat.Bytes, (count - 1) * FrameFormat.Bytes + windowBytes), embeddings.AsSpan(0, count * embedder.Dimension));
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    Window(frames, firstRow + ((first + i) * stride), kind, batch.AsSpan(i * windowBytes, windowBytes));
                }
                embedder.EmbedWindows(batch.AsSpan(0, count * windowBytes), embeddings.AsSpan(0, count * embedder.Dimension));
            }
            for (int i = 0; i < count; i++)
            {
                write(firstRow + ((first + i) * stride), embeddings[(i * embedder.Dimension)..((i + 1) * embedder.Dimension)]);
            }
        }
    }

    /// <summary>Embeds every finished episode of a frame store; those done before with the same model and stride are skipped.</summary>
    /// <param name="folder">Folder of the store.</param>
    /// <param name="embedder">The model.</param>
    /// <param name="stride">Steps between windows.</param>
    /// <param name="overwrite">Whether embeddings of another model or stride are replaced.</param>
    /// <param name="reporter">Told of the progress once a second; may be null.</param>
    /// <param name="cancellation">Stops; finished episodes stay.</param>
    /// <param name="time">Clock; null for the system's.</param>
    /// <param name="kind">What is embedded; the kinds are kept side by side.</param>
    /// <returns>Windows embedded by this run, and windows per second.</returns>
    /// <exception cref="ArgumentException">The store has embeddings of another model or stride and <paramref name="overwrite"/> is false.</exception>
    /// <exception cref="InvalidDataException">The store is damaged.</exception>
    public static (long Windows, double WindowsPerSecond) AddToStore(
        string folder, IWindowEmbedder embedder, int stride, bool overwrite = false, IProgress<WorkProgress>? reporter = null, CancellationToken cancellation = default, TimeProvider? time = null,
        EmbeddingKind kind = EmbeddingKind.Window)
    {
        time ??= TimeProvider.System;
        using FrameStore store = FrameStore.Open(folder);
        EmbeddingState state = EmbeddingState.Begin(folder, NameOf(kind), embedder, stride, overwrite);
        using StepArray<Half> array = store.CreateArray<Half>(NameOf(kind), embedder.Dimension);
        EpisodeSpan[] pending = [.. store.Episodes.Where(episode => !state.IsDone(episode.Start))];
        long total = store.Episodes.Sum(episode => Count(kind, episode.Length, embedder.Frames, stride));
        WorkMeter meter = new("embed", kind == EmbeddingKind.Image ? "images" : "windows", total, total - pending.Sum(episode => Count(kind, episode.Length, embedder.Frames, stride)), reporter, time);
        long saved = time.GetTimestamp();
        try
        {
            foreach (EpisodeSpan episode in pending)
            {
                array.Write(episode.Start, episode.Length).Clear();
                EmbedEpisode(store.Frames.Read(episode.Start, episode.Length), embedder, stride, (row, embedding) => Write(episode.Start + row, embedding), kind, cancellation);
                state.MarkDone(episode.Start);
                if (time.GetElapsedTime(saved) > SaveInterval)
                {
                    array.Flush();
                    state.Save(folder);
                    saved = time.GetTimestamp();
                }
            }
        }
        finally
        {
            array.Flush();
            state.Save(folder);
            meter.Report();
        }
        return (meter.Done, meter.PerSecond);

        void Write(long row, float[] embedding)
        {
            Span<Half> target = array.Write(row);
            for (int i = 0; i < embedding.Length; i++)
            {
                target[i] = (Half)embedding[i];
            }
            meter.Add(1, 2L * embedding.Length);
        }
    }

    /// <summary>Embeds pixel episodes in npz files, rewriting each; files that already have embeddings of this dimension are skipped.</summary>
    /// <param name="files">The files; several processes may share them, each file is locked while it is worked on.</param>
    /// <param name="embedder">The model.</param>
    /// <param name="stride">Steps between windows.</param>
    /// <param name="reporter">Told of the progress once a second; may be null.</param>
    /// <param name="cancellation">Stops; the file under way stays as it was.</param>
    /// <returns>Files rewritten.</returns>
    /// <exception cref="InvalidDataException">A file is damaged; it is named.</exception>
    public static int AddToFiles(IReadOnlyList<string> files, IWindowEmbedder embedder, int stride, IProgress<WorkProgress>? reporter = null, CancellationToken cancellation = default)
    {
        WorkMeter meter = new("embed", "files", files.Count, 0, reporter);
        int rewritten = 0;
        foreach (string file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            using FileStream? claim = FileClaim.TryTake(file);
            Episode? episode = claim is null ? null : EpisodeFile.Load(file);
            if (episode is not null && episode.EmbeddingSize != embedder.Dimension)
            {
                float[] rows = new float[episode.Length * embedder.Dimension];
                EmbedEpisode(episode.Observation, embedder, stride, (row, embedding) => embedding.CopyTo(rows, row * embedder.Dimension), cancellation: cancellation);
                EpisodeFile.Save(file, episode.WithEmbedding(rows));
                rewritten++;
            }
            meter.Add(1);
        }
        meter.Report();
        return rewritten;
    }

    // images at a stride lie on the rows of the windows at that stride, so that both kinds judge the same steps
    private static int FirstRow(EmbeddingKind kind, int frames, int stride) => (kind == EmbeddingKind.Image ? stride : frames) - 1;

    private static int Count(EmbeddingKind kind, int length, int frames, int stride)
    {
        int first = FirstRow(kind, frames, stride);
        return length <= first ? 0 : ((length - 1 - first) / stride) + 1;
    }

    private static void Window(ReadOnlySpan<byte> frames, int row, EmbeddingKind kind, Span<byte> window)
    {
        if (kind == EmbeddingKind.Window)
        {
            frames.Slice(((row + 1) * FrameFormat.Bytes) - window.Length, window.Length).CopyTo(window);
            return;
        }
        for (int at = 0; at < window.Length; at += FrameFormat.Bytes)
        {
            frames.Slice(row * FrameFormat.Bytes, FrameFormat.Bytes).CopyTo(window[at..]);
        }
    }
}
