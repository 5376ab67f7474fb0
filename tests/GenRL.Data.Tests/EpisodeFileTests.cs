using GenRL.Robots;

namespace GenRL.Data.Tests;

public sealed class EpisodeFileTests
{
    private const string PublishedName = "1000-20240504T040956-d7ee0ea24b3e4863b1ef5e5bf1849924-501.npz";

    [Fact]
    public void The_published_episode_loads_unchanged()
    {
        if (SharedData.Find(PublishedName) is not { } path)
        {
            return; // the published file lies beside the repository only on some machines; the layout itself is tested below
        }
        Episode episode = EpisodeFile.Load(path);
        Assert.Equal(501, episode.Length);
        Assert.Equal(10, episode.ActionSize);
        Assert.Equal(512, episode.EmbeddingSize);
        Assert.All(episode.Action[..10].ToArray(), value => Assert.Equal(0, value));
        Assert.InRange(episode.Reward.ToArray().Sum(), 1, 1000);
        Assert.All(episode.Embedding[..(8 * 512)].ToArray(), value => Assert.Equal(0, value));
        for (int row = 8; row < 501; row++)
        {
            Assert.Equal(1, MathF.Sqrt(episode.Embedding.Slice(row * 512, 512).ToArray().Sum(value => value * value)), 3);
        }
        Assert.NotEqual(episode.Frame(0).ToArray(), episode.Frame(100).ToArray());
    }

    [Fact]
    public void An_episode_survives_a_round_trip_in_the_published_layout()
    {
        using TemporaryFolder folder = new();
        Episode episode = SyntheticEpisodes.Pixels(12, embedded: true);
        EpisodeFile.Save(folder["e.npz"], episode);

        Dictionary<string, NpyArray> arrays = NpzFile.Read(folder["e.npz"]);
        Assert.Equal([12, 3, 64, 64], arrays["observation"].Shape);
        Assert.Equal([12, 1], arrays["reward"].Shape);
        Assert.Equal([12, 1], arrays["discount"].Shape);
        Assert.Equal((NpyType.Bool, 12), (arrays["is_first"].Type, arrays["is_first"].Count));
        Assert.Equal([true, false], arrays["is_first"].Values<bool>()[..2].ToArray());
        Assert.True(arrays["is_last"].Values<bool>()[11]);

        Episode copy = EpisodeFile.Load(folder["e.npz"]);
        Assert.Equal(episode.Observation.ToArray(), copy.Observation.ToArray());
        Assert.Equal(episode.Action.ToArray(), copy.Action.ToArray());
        Assert.Equal(episode.Reward.ToArray(), copy.Reward.ToArray());
        Assert.Equal(episode.Embedding.ToArray(), copy.Embedding.ToArray());
        Assert.Equal(0, EpisodeFile.Load(folder["e.npz"], withEmbedding: false).EmbeddingSize);
    }

    [Fact]
    public void Flat_rewards_load_and_a_missing_discount_is_rebuilt_from_the_terminal_flags()
    {
        using TemporaryFolder folder = new();
        bool[] terminal = [false, false, true];
        NpzFile.Write(folder["old.npz"], [
            new("observation", NpyArray.From<byte>(new byte[3 * FrameFormat.Bytes], 3, 3, 64, 64)),
            new("action", NpyArray.From<float>(new float[6], 3, 2)),
            new("reward", NpyArray.From<double>([0, 1, 2], 3)),
            new("is_terminal", NpyArray.From<bool>(terminal, 3)),
        ]);
        Episode episode = EpisodeFile.Load(folder["old.npz"]);
        Assert.Equal([0f, 1f, 2f], episode.Reward.ToArray());
        Assert.Equal([1f, 1f, 0f], episode.Discount.ToArray());
    }

    [Theory]
    [InlineData("observation", "has no array 'observation'")]
    [InlineData("action", "has no array 'action'")]
    [InlineData("reward", "has no array 'reward'")]
    public void A_missing_array_is_named(string missing, string message)
    {
        using TemporaryFolder folder = new();
        EpisodeFile.Save(folder["e.npz"], SyntheticEpisodes.Pixels(3));
        Dictionary<string, NpyArray> arrays = NpzFile.Read(folder["e.npz"], name => name != missing);
        NpzFile.Write(folder["e.npz"], arrays);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => EpisodeFile.Load(folder["e.npz"])).Message);
    }

    [Fact]
    public void Arrays_of_wrong_shape_or_content_are_refused()
    {
        using TemporaryFolder folder = new();
        (string Name, NpyArray Array)[] faults =
        [
            ("observation", NpyArray.From<byte>(new byte[12], 1, 3, 2, 2)),
            ("observation", NpyArray.From<float>(new float[3 * FrameFormat.Bytes], 3, 3, 64, 64)),
            ("action", NpyArray.From<float>(new float[8], 4, 2)),
            ("action", NpyArray.From<float>([], 3, 0)),
            ("action", NpyArray.From<float>([0, 0, float.NaN], 3, 1)),
            ("reward", NpyArray.From<float>(new float[6], 3, 2)),
            ("clip_video", NpyArray.From<float>(new float[3], 3)),
            ("reward", NpyArray.From<float>([0, float.PositiveInfinity, 0], 3, 1)),
            ("clip_video", NpyArray.From<float>([0, 0, 0, 0, float.NaN, 0], 3, 2)),
            ("clip_video", NpyArray.From<float>(new float[4], 2, 2)),
        ];
        foreach ((string name, NpyArray array) in faults)
        {
            EpisodeFile.Save(folder["e.npz"], SyntheticEpisodes.Pixels(3));
            Dictionary<string, NpyArray> arrays = NpzFile.Read(folder["e.npz"]);
            arrays[name] = array;
            NpzFile.Write(folder["e.npz"], arrays);
            Assert.Contains($"entry '{name}'", Assert.Throws<InvalidDataException>(() => EpisodeFile.Load(folder["e.npz"])).Message);
        }
    }

    [Fact]
    public void File_names_are_parsed_and_written_as_published()
    {
        Assert.True(EpisodeFileName.TryParse("/data/" + PublishedName, out EpisodeFileName? name));
        Assert.Equal((1000, new DateTime(2024, 5, 4, 4, 9, 56), 501), (name.Index, name.Time, name.Length));
        Assert.Equal(PublishedName, name.ToString());
        foreach (string wrong in new[] { "", "1.npz", "a-20240504T040956-d7ee0ea24b3e4863b1ef5e5bf1849924-501.npz", PublishedName + ".partial", "1-2-3-4.npz" })
        {
            Assert.False(EpisodeFileName.TryParse(wrong, out _));
        }
    }

    [Fact]
    public void A_compact_episode_survives_a_round_trip()
    {
        using TemporaryFolder folder = new();
        PoseEpisode episode = SyntheticEpisodes.Poses(20, seed: 3, subset: "walk");
        PoseEpisodeFile.Save(folder["p.npz"], episode);
        PoseEpisode copy = PoseEpisodeFile.Load(folder["p.npz"]);
        Assert.Equal(episode.Poses.ToArray(), copy.Poses.ToArray());
        Assert.Equal(episode.Action.ToArray(), copy.Action.ToArray());
        Assert.Equal(episode.Rewards.ToArray(), copy.Rewards.ToArray());
        Assert.Equal((9, 6, "walk", 3UL), (copy.PoseSize, copy.ActionSize, copy.Details.Subset, copy.Details.Seed));
        Assert.Equal(["stand", "walk"], copy.Details.Tasks);
        Assert.Equal(episode.Return(1), copy.Return(1));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"domain":"walker","subset":"x","tasks":["one"],"seed":1,"agent":""}""")]
    [InlineData("""{"domain":"walker","subset":"x","tasks":["one","two"],"seed":1,"agent":"","surprise":1}""")]
    public void Compact_details_that_are_wrong_are_refused(string details)
    {
        using TemporaryFolder folder = new();
        PoseEpisodeFile.Save(folder["p.npz"], SyntheticEpisodes.Poses(4));
        Dictionary<string, NpyArray> arrays = NpzFile.Read(folder["p.npz"]);
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(details);
        arrays["details"] = NpyArray.From<byte>(bytes, bytes.Length);
        NpzFile.Write(folder["p.npz"], arrays);
        Assert.StartsWith(folder["p.npz"], Assert.Throws<InvalidDataException>(() => PoseEpisodeFile.Load(folder["p.npz"])).Message);
    }
}
