using GenRL.Robots;

namespace GenRL.Data.Tests;

public sealed class EmbeddingTests
{
    /// <summary>Embeds a window as the unit vector of (first pixel of its first frame + 1, first pixel of its last frame).</summary>
    private sealed class PixelEmbedder(string name = "pixels", int dimension = 2) : IWindowEmbedder
    {
        public int Calls { get; private set; }

        public Action? OnCall { get; init; }

        public string Name => name;

        public int Dimension => dimension;

        public int Frames => 8;

        public void EmbedWindows(ReadOnlySpan<byte> windows, Span<float> embeddings)
        {
            Calls++;
            OnCall?.Invoke();
            int window = 8 * FrameFormat.Bytes;
            for (int i = 0; i < windows.Length / window; i++)
            {
                (float a, float b) = (windows[i * window] + 1f, windows[i * window + 7 * FrameFormat.Bytes]);
                float length = MathF.Sqrt(a * a + b * b);
                embeddings[i * dimension] = a / length;
                embeddings[i * dimension + 1] = b / length;
            }
        }
    }

    private static byte[] Frames(int count)
    {
        byte[] frames = new byte[count * FrameFormat.Bytes];
        for (int row = 0; row < count; row++)
        {
            frames.AsSpan(row * FrameFormat.Bytes, FrameFormat.Bytes).Fill((byte)row);
        }
        return frames;
    }

    private static string Store(TemporaryFolder folder, params int[] lengths)
    {
        FrameStoreHeader header = new("point", 1, 0, ["x"], "plain");
        using FrameStoreWriter writer = FrameStoreWriter.Open(folder["frames"], header, lengths.Select((length, i) => ($"{i}", length, "s")));
        foreach (StoredEpisode episode in writer.Pending)
        {
            Frames(episode.Length).CopyTo(writer.Frames.Write(episode.Start, episode.Length));
            writer.Complete(episode);
        }
        return folder["frames"];
    }

    [Theory]
    [InlineData(1, 100, 93)]
    [InlineData(8, 100, 12)]
    [InlineData(8, 8, 1)]
    [InlineData(1, 7, 0)]
    public void A_row_embeds_the_eight_frames_that_end_with_it(int stride, int length, int windows)
    {
        List<int> rows = [];
        Embedding.EmbedEpisode(Frames(length), new PixelEmbedder(), stride, (row, embedding) =>
        {
            rows.Add(row);
            Assert.Equal((row - 7 + 1f) / row, embedding[0] / embedding[1], 1e-3f);
        });
        Assert.Equal(Enumerable.Range(0, windows).Select(j => j * stride + 7), rows);
    }

    [Fact]
    public void A_store_gets_an_array_whose_rows_without_a_window_are_zero()
    {
        using TemporaryFolder folder = new();
        string path = Store(folder, 20, 5, 16);
        Assert.Equal(2 + 0 + 2, Embedding.AddToStore(path, new PixelEmbedder(), 8).Windows);
        using FrameStore store = FrameStore.Open(path);
        using StepArray<Half> array = store.TryOpenArray<Half>(Embedding.ArrayName)!;
        long[] filled = [.. Enumerable.Range(0, (int)store.Rows).Where(row => array[row][0] != (Half)0).Select(row => (long)row)];
        Assert.Equal([7L, 15, 32, 40], filled);
        Assert.Equal(1, Math.Sqrt(array[40].ToArray().Sum(value => (double)value * (double)value)), 2);
    }

    [Theory]
    [InlineData(1, 20, "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19")]
    [InlineData(8, 20, "7 15")]
    [InlineData(8, 7, "")]
    public void An_image_is_its_own_frame_shown_as_long_as_a_window(int stride, int length, string rows)
    {
        List<int> seen = [];
        Embedding.EmbedEpisode(Frames(length), new PixelEmbedder(), stride, (row, embedding) =>
        {
            seen.Add(row);
            // the embedder looks at a window's first frame and at its last: both are the row's own
            Assert.Equal((float)row, embedding[1] / embedding[0] * (row + 1), 1e-2f);
        }, EmbeddingKind.Image);
        Assert.Equal(rows, string.Join(' ', seen));
    }

    [Fact]
    public void Images_and_windows_are_kept_side_by_side_and_each_remembers_its_model()
    {
        using TemporaryFolder folder = new();
        string path = Store(folder, 20, 5, 16);
        Assert.Null(Embedding.ModelOf(path, EmbeddingKind.Image));
        Embedding.AddToStore(path, new PixelEmbedder(), 8);
        Assert.Equal(2 + 2, Embedding.AddToStore(path, new PixelEmbedder("pictures", 3), 8, kind: EmbeddingKind.Image).Windows);
        Assert.Equal(0, Embedding.AddToStore(path, new PixelEmbedder("pictures", 3), 8, kind: EmbeddingKind.Image).Windows);
        Assert.Throws<ArgumentException>(() => Embedding.AddToStore(path, new PixelEmbedder(), 8, kind: EmbeddingKind.Image));
        Assert.Equal(("pixels", "pictures"), (Embedding.ModelOf(path), Embedding.ModelOf(path, EmbeddingKind.Image)));
        using FrameStore store = FrameStore.Open(path);
        using StepArray<Half> windows = store.TryOpenArray<Half>(Embedding.ArrayName)!;
        using StepArray<Half> images = store.TryOpenArray<Half>(Embedding.ImageArrayName)!;
        Assert.Equal((2, 3), (windows.Columns, images.Columns));
        Assert.Equal([7L, 15, 32, 40], Enumerable.Range(0, (int)store.Rows).Where(row => images[row][0] != (Half)0).Select(row => (long)row));
    }

    [Fact]
    public void A_damaged_record_of_the_model_is_refused_by_name()
    {
        using TemporaryFolder folder = new();
        string path = Store(folder, 20);
        File.WriteAllText(Path.Combine(path, "clip_img.json"), "{ \"model\": ");
        Assert.Contains("clip_img.json", Assert.Throws<InvalidDataException>(() => Embedding.ModelOf(path, EmbeddingKind.Image)).Message);
    }

    [Fact]
    public void Finished_episodes_are_skipped_and_another_model_is_refused_unless_it_may_overwrite()
    {
        using TemporaryFolder folder = new();
        string path = Store(folder, 20, 20, 20);
        using CancellationTokenSource stop = new();
        PixelEmbedder stopping = new() { OnCall = stop.Cancel };
        Assert.ThrowsAny<OperationCanceledException>(() => Embedding.AddToStore(path, stopping, 8, cancellation: stop.Token));
        Assert.Equal(4, Embedding.AddToStore(path, new PixelEmbedder(), 8).Windows);
        Assert.Equal(0, Embedding.AddToStore(path, new PixelEmbedder(), 8).Windows);
        Assert.Contains("has embeddings of pixels at every 8", Assert.Throws<ArgumentException>(() => Embedding.AddToStore(path, new PixelEmbedder("other"), 8)).Message);
        Assert.Throws<ArgumentException>(() => Embedding.AddToStore(path, new PixelEmbedder(), 1));
        Assert.Equal(39, Embedding.AddToStore(path, new PixelEmbedder("other", 3), 1, overwrite: true).Windows);
        using FrameStore store = FrameStore.Open(path);
        using StepArray<Half> array = store.TryOpenArray<Half>(Embedding.ArrayName)!;
        Assert.Equal(3, array.Columns);
    }

    [Fact]
    public void Files_are_rewritten_once_and_keep_everything_else()
    {
        using TemporaryFolder folder = new();
        string[] files = [folder["a.npz"], folder["b.npz"]];
        Episode episode = SyntheticEpisodes.Pixels(30);
        Array.ForEach(files, file => EpisodeFile.Save(file, episode));
        Assert.Equal(2, Embedding.AddToFiles(files, new PixelEmbedder(), 1));
        Assert.Equal(0, Embedding.AddToFiles(files, new PixelEmbedder(), 1));
        Episode copy = EpisodeFile.Load(files[0]);
        Assert.Equal(2, copy.EmbeddingSize);
        Assert.All(copy.Embedding[..14].ToArray(), value => Assert.Equal(0, value));
        Assert.NotEqual(0, copy.Embedding[14]);
        Assert.Equal(episode.Observation.ToArray(), copy.Observation.ToArray());
        Assert.Equal(episode.Action.ToArray(), copy.Action.ToArray());
        Assert.Equal(2, Directory.GetFiles(folder.Root).Length);
    }
}
