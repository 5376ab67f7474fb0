using GenRL.Robots;

namespace GenRL.Data.Tests;

public sealed class DatasetCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Dataset => _folder["d"];

    [Fact]
    public void A_whole_dataset_has_no_problems_and_is_counted()
    {
        Make();
        DatasetReport report = DatasetCheck.Run(Dataset);
        Assert.Empty(report.Problems);
        SubsetReport subset = Assert.Single(report.Subsets);
        Assert.Equal(("right", 3, 63L, 21, 21), (subset.Name, subset.Episodes, subset.Frames, subset.ShortestRows, subset.LongestRows));
        Assert.Equal((63, 3 * 2), (report.RenderedFrames, report.Embeddings));
        Assert.Equal(["right", "up"], subset.Returns.Keys.Order());
        Assert.Equal(3, subset.Returns["right"].Count);
        Assert.All(["episodes", "frames", "embeddings", "other"], part => Assert.True(report.Bytes[part] > 0, part));
    }

    [Fact]
    public void A_cut_episode_is_named_and_the_others_are_still_read()
    {
        Make();
        string file = DatasetFolder.Open(Dataset).PoseFiles()[1];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..100]);
        DatasetReport report = DatasetCheck.Run(Dataset);
        Assert.StartsWith(file, Assert.Single(report.Problems));
        Assert.Equal(2, Assert.Single(report.Subsets).Episodes);
    }

    [Fact]
    public void Values_that_are_not_finite_and_actions_out_of_range_are_found()
    {
        Make();
        Replace(0, (poses, _, _) => poses[5] = double.NaN);
        Replace(1, (_, actions, _) => actions[4] = 1.5f);
        Replace(2, (_, _, rewards) => rewards[7] = float.PositiveInfinity);
        IReadOnlyList<string> problems = DatasetCheck.Run(Dataset).Problems;
        Assert.Equal(3, problems.Count);
        Assert.Matches("qpos.*not finite", problems[0]);
        Assert.Contains("the action 1.5", problems[1]);
        Assert.Matches("rewards.*not finite", problems[2]);
    }

    [Fact]
    public void An_episode_of_equal_pictures_is_found()
    {
        Make();
        OverwriteRows("observation.u1x12288.bin", FrameFormat.Bytes, 21, 21, 7);
        Assert.Contains("21 pictures are equal", Assert.Single(DatasetCheck.Run(Dataset).Problems));
    }

    [Fact]
    public void Embeddings_of_another_length_than_one_are_found()
    {
        Make();
        OverwriteRows("clip_video.f2x2.bin", 2 * 2, 21 + 7, 1, 0);
        Assert.Contains("the embedding of row 7 has length 0.000", Assert.Single(DatasetCheck.Run(Dataset).Problems));
    }

    [Fact]
    public void Episodes_without_pictures_are_found()
    {
        Make();
        Collect(4);
        Assert.Contains("1 episodes have no pictures", Assert.Single(DatasetCheck.Run(Dataset).Problems));
        Directory.Delete(Path.Combine(Dataset, "frames"), recursive: true);
        Assert.Contains("no episode has pictures", Assert.Single(DatasetCheck.Run(Dataset).Problems));
    }

    [Fact]
    public void A_hostile_embedding_state_is_a_problem_and_no_endless_loop()
    {
        Make();
        string state = Path.Combine(Dataset, "frames", "clip_video.json");
        File.WriteAllText(state, File.ReadAllText(state).Replace("\"stride\":8", "\"stride\":0", StringComparison.Ordinal));
        Assert.Contains("stride 0", Assert.Single(DatasetCheck.Run(Dataset).Problems));
    }

    [Fact]
    public void Pixel_episodes_without_poses_are_read_too()
    {
        using PointEnvironment environment = new();
        DatasetFolder dataset = DatasetFolder.OpenOrCreate(Dataset, environment, "plain");
        dataset.Add(SyntheticEpisodes.Pixels(12, actionSize: 2), "imported", SyntheticEpisodes.Name(1, 12));
        DatasetReport report = DatasetCheck.Run(Dataset);
        Assert.Empty(report.Problems);
        Assert.Equal(12, Assert.Single(report.Subsets).Frames);
    }

    [Fact]
    public void A_folder_that_is_no_dataset_is_refused() =>
        Assert.Contains("is no dataset", Assert.Throws<InvalidDataException>(() => DatasetCheck.Run(_folder["nothing"])).Message);

    private void Make()
    {
        Collect(3);
        Rendering.Run(new RenderingOptions(Dataset, "plain"), () => new PointEnvironment());
        Embedding.AddToStore(Path.Combine(Dataset, "frames"), new UnitEmbedder(), stride: 8);
    }

    private void Collect(int episodes)
    {
        CollectionSetup setup = new(() => new PointEnvironment(), () => new StatePolicyAgent([(_, action) => action.Fill(0.5f)]), [EpisodeStart.Reset()], "plain");
        new Collection(new CollectionOptions(Dataset, "right", "test", episodes), setup).Run();
    }

    private void Replace(int index, Action<double[], float[], float[]> change)
    {
        string file = DatasetFolder.Open(Dataset).PoseFiles()[index];
        PoseEpisode episode = PoseEpisodeFile.Load(file);
        (double[] poses, float[] actions, float[] rewards) = (episode.Poses.ToArray(), episode.Action.ToArray(), episode.Rewards.ToArray());
        change(poses, actions, rewards);
        PoseEpisodeFile.Save(file, new PoseEpisode(episode.Details, episode.Length, poses, actions, rewards));
    }

    private void OverwriteRows(string name, int rowBytes, int first, int count, byte value)
    {
        using FileStream stream = File.OpenWrite(Path.Combine(Dataset, "frames", name));
        stream.Position = (long)first * rowBytes;
        stream.Write([.. Enumerable.Repeat(value, count * rowBytes)]);
    }

    private sealed class UnitEmbedder : IWindowEmbedder
    {
        public string Name => "unit";

        public int Dimension => 2;

        public int Frames => 8;

        public void EmbedWindows(ReadOnlySpan<byte> windows, Span<float> embeddings)
        {
            for (int i = 0; i < embeddings.Length; i++)
            {
                embeddings[i] = i % 2 == 0 ? 0.6f : 0.8f;
            }
        }
    }
}
