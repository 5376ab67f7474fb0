using GenRL.Robots;

namespace GenRL.Data.Tests;

public sealed class FrameStoreTests
{
    private static readonly FrameStoreHeader Header = new("walker", 6, 9, ["stand", "walk"], "plain");

    private static void Fill(FrameStoreWriter writer, StoredEpisode episode, byte value)
    {
        writer.Frames.Write(episode.Start, episode.Length).Fill(value);
        writer.Actions.Write(episode.Start, episode.Length).Fill(value);
        writer.Complete(episode);
    }

    [Fact]
    public void Episodes_are_added_in_any_order_and_later_runs_extend_the_store()
    {
        using TemporaryFolder folder = new();
        using (FrameStoreWriter writer = FrameStoreWriter.Open(folder.Root, Header, [("a", 3, "x"), ("b", 5, "x")]))
        {
            Fill(writer, writer.Pending[1], 7);
        }
        using (FrameStore partial = FrameStore.Open(folder.Root))
        {
            Assert.Equal(new EpisodeSpan(3, 5, "x"), Assert.Single(partial.Episodes));
        }
        using (FrameStoreWriter writer = FrameStoreWriter.Open(folder.Root, Header, [("a", 3, "x"), ("b", 5, "x"), ("c", 4, "y")]))
        {
            Assert.Equal(["a", "c"], writer.Pending.Select(episode => episode.File));
            Fill(writer, writer.Pending[0], 1);
            Fill(writer, writer.Pending[0], 9);
        }
        using FrameStore store = FrameStore.Open(folder.Root);
        Assert.Equal(12, store.Rows);
        Assert.Equal([0L, 3, 8], store.Episodes.Select(episode => episode.Start));
        Assert.Equal([1, 1, 7, 9], new[] { store.Frames[0][0], store.Frames[2][12287], store.Frames[7][5], store.Frames[11][5] }.Select(value => (int)value));
        Assert.True(store.IsFirst(8));
        Assert.False(store.IsFirst(9));
    }

    [Fact]
    public void A_batch_holds_the_rows_of_each_sequence()
    {
        Episode first = SyntheticEpisodes.Pixels(20, seed: 1);
        Episode second = SyntheticEpisodes.Pixels(10, seed: 2);
        using FrameStore store = FrameStore.FromEpisodes("walker", "stand", "x", [first, second]);
        byte[] frames = new byte[2 * 4 * FrameFormat.Bytes];
        float[] actions = new float[2 * 4 * 6];
        float[] isFirst = new float[8];
        store.Gather([20, 5], 4, frames, actions, isFirst);
        Assert.Equal(second.Frame(3).ToArray(), frames[(3 * FrameFormat.Bytes)..(4 * FrameFormat.Bytes)]);
        Assert.Equal(first.Frame(5).ToArray(), frames[(4 * FrameFormat.Bytes)..(5 * FrameFormat.Bytes)]);
        Assert.Equal(first.Action.Slice(8 * 6, 6).ToArray(), actions[(7 * 6)..]);
        Assert.Equal([1f, 0, 0, 0, 0, 0, 0, 0], isFirst);
        Assert.Throws<ArgumentException>(() => store.Gather([0], 4, new byte[5], [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Gather([28], 4, [], new float[24], []));
    }

    [Fact]
    public void Cached_arrays_keep_their_rows_and_must_cover_the_store()
    {
        using TemporaryFolder folder = new();
        FrameStoreWriter.Open(folder.Root, Header, [("a", 3, "x")]).Dispose();
        using (FrameStore store = FrameStore.Open(folder.Root))
        {
            Assert.Null(store.TryOpenArray<Half>("clip_video"));
            using StepArray<Half> array = store.CreateArray<Half>("clip_video", 2);
            array.Write(2)[1] = (Half)5;
        }
        FrameStoreWriter.Open(folder.Root, Header, [("b", 1, "x")]).Dispose();
        using FrameStore larger = FrameStore.Open(folder.Root);
        Assert.Contains("covers 3 of 4", Assert.Throws<InvalidDataException>(() => larger.TryOpenArray<Half>("clip_video")).Message);
        Assert.Throws<InvalidDataException>(() => larger.TryOpenArray<float>("clip_video"));
        Assert.Throws<InvalidDataException>(() => larger.CreateArray<Half>("clip_video", 3));
        larger.CreateArray<Half>("clip_video", 2).Dispose();
        using StepArray<Half>? extended = larger.TryOpenArray<Half>("clip_video");
        Assert.Equal((Half)5, extended![2][1]);
        Assert.Equal((Half)0, extended[3][1]);
        Assert.Throws<InvalidOperationException>(() => extended.Write(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => extended[4].Length);
    }

    [Fact]
    public void Damaged_stores_are_refused()
    {
        using TemporaryFolder folder = new();
        FrameStoreWriter.Open(folder.Root, Header, [("a", 3, "x"), ("b", 2, "x")]).Dispose();
        string index = File.ReadAllText(folder["index.json"]);
        foreach ((string from, string to) in new[] { ("\"start\": 3", "\"start\": 2"), ("\"length\": 2", "\"length\": 2000"), ("schema_version\": 1", "schema_version\": 2"), ("\"header\"", "\"head\""), ("{", "[") })
        {
            File.WriteAllText(folder["index.json"], index.Replace(from, to, StringComparison.Ordinal));
            Assert.Contains(folder.Root, Assert.Throws<InvalidDataException>(() => FrameStore.Open(folder.Root)).Message);
        }
        File.WriteAllText(folder["index.json"], index);
        FrameStore.Open(folder.Root).Dispose();
        using (FileStream frames = new(folder["observation.u1x12288.bin"], FileMode.Open))
        {
            frames.SetLength(frames.Length - 1);
        }
        Assert.Contains("not whole rows", Assert.Throws<InvalidDataException>(() => FrameStore.Open(folder.Root)).Message);
        Assert.Throws<ArgumentException>(() => FrameStoreWriter.Open(folder.Root, Header with { RenderPreset = "smooth" }, []));
    }

    [Fact]
    public void A_dataset_counts_its_files()
    {
        using TemporaryFolder folder = new();
        using PointEnvironment environment = new();
        DatasetFolder dataset = DatasetFolder.OpenOrCreate(folder.Root, environment, "plain");
        dataset.Add(SyntheticEpisodes.Poses(5, subset: "walk"), SyntheticEpisodes.Name(10, 5));
        dataset.Add(SyntheticEpisodes.Poses(7, subset: "walk"), SyntheticEpisodes.Name(9, 7));
        dataset.Add(SyntheticEpisodes.Poses(3, subset: "random"), SyntheticEpisodes.Name(11, 3));
        dataset.SaveManifest(manifest => manifest with { VideoLanguageModel = "compact-1" });
        DatasetFolder reopened = DatasetFolder.OpenOrCreate(folder.Root, environment, "plain");
        Assert.Equal((3, 15L, "compact-1"), (reopened.Manifest.Episodes, reopened.Manifest.Steps, reopened.Manifest.VideoLanguageModel));
        Assert.Equal([new DatasetSubset("random", 1, 3), new DatasetSubset("walk", 2, 12)], reopened.Manifest.Subsets);
        Assert.Equal([9L, 10, 11], reopened.PoseFiles().Select(file => EpisodeFileName.TryParse(file, out EpisodeFileName? name) ? name.Index : -1));
        Assert.Throws<ArgumentException>(() => dataset.Add(SyntheticEpisodes.Poses(3, subset: "../up"), SyntheticEpisodes.Name(1, 3)));
        Assert.Throws<InvalidDataException>(() => DatasetFolder.Open(folder["nothing"]));
    }
}
