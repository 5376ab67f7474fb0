namespace GenRL.Data.Tests;

public sealed class NumberedEpisodesTests
{
    [Fact]
    public void An_episode_is_known_again_by_subset_seed_and_number()
    {
        using TemporaryFolder folder = new();
        using PointEnvironment environment = new();
        DatasetFolder dataset = DatasetFolder.OpenOrCreate(folder["d"], environment, "plain");
        NumberedEpisodes episodes = new(dataset, "a", 1);
        PoseEpisode recorded = Record(environment);
        episodes.Add(3, recorded);

        NumberedEpisodes again = new(DatasetFolder.Open(folder["d"]), "a", 1);
        Assert.True(again.Has(3));
        Assert.False(again.Has(2));
        Assert.False(new NumberedEpisodes(dataset, "a", 2).Has(3));
        Assert.False(new NumberedEpisodes(dataset, "b", 1).Has(3));
        Assert.Equal(recorded.Poses.ToArray(), again.Load(3).Poses.ToArray());
    }

    [Fact]
    public void An_episode_that_is_there_is_not_added_twice()
    {
        using TemporaryFolder folder = new();
        using PointEnvironment environment = new();
        DatasetFolder dataset = DatasetFolder.OpenOrCreate(folder["d"], environment, "plain");
        NumberedEpisodes episodes = new(dataset, "a", 1);
        episodes.Add(0, Record(environment));
        episodes.Add(0, Record(environment));
        Assert.Single(dataset.PoseFiles());
    }

    [Fact]
    public void A_missing_episode_is_named()
    {
        using TemporaryFolder folder = new();
        using PointEnvironment environment = new();
        NumberedEpisodes episodes = new(DatasetFolder.OpenOrCreate(folder["d"], environment, "plain"), "a", 5);
        string message = Assert.Throws<InvalidDataException>(() => episodes.Load(7)).Message;
        Assert.Contains("episode 7 of 'a' with seed 5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recorder_shows_the_frame_it_recorded_last()
    {
        using PointEnvironment environment = new();
        EpisodeRecorder recorder = new(environment, pixels: true);
        recorder.Begin();
        recorder.Step([1, 1]);
        Assert.Equal(recorder.ToEpisode(0).Frame(1).ToArray(), recorder.LastFrame.ToArray());
    }

    private static PoseEpisode Record(PointEnvironment environment)
    {
        EpisodeRecorder recorder = new(environment);
        environment.Reset(1);
        recorder.Begin();
        recorder.Step([0.5f, 0.25f]);
        return recorder.ToPoseEpisode("a", 1, "test");
    }
}
