using GenRL.Data;
using GenRL.Learning.Collection.Goals;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Robots;

namespace GenRL.Learning.Tests.Collection.Goals;

public sealed class GoalRunTests : IDisposable
{
    private static readonly PoseLayout Layout = new([0], null, null);
    private static readonly GoalOptions Small = new()
    {
        Steps = 120, EpisodeSteps = 30, RandomEpisodes = 2, ShortestGoalSteps = 5, LongestGoalSteps = 20, Units = 16, Batch = 16, CheckpointEvery = 60,
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("goals");

    public void Dispose() => folder.Delete(true);

    [Fact]
    public void Every_step_of_every_episode_is_handed_out()
    {
        var episodes = Run("a", Small);
        Assert.Equal([0, 1, 2, 3], episodes.Keys.Order());
        foreach (var episode in episodes.Values)
        {
            Assert.Equal(31, episode.Length);
            Assert.Equal("goals", episode.Details.Subset);
            Assert.All(episode.Action.ToArray(), value => Assert.InRange(value, -1, 1));
            Assert.Equal(0, episode.Action[0]);
            Assert.Equal(episode.Pose(0)[0] + (0.1 * episode.Action[1]), episode.Pose(1)[0], 1e-6);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_episodes_and_another_seed_others()
    {
        var first = Run("a", Small);
        Assert.Equal(first[3].Action.ToArray(), Run("b", Small)[3].Action.ToArray());
        Assert.NotEqual(first[3].Action.ToArray(), Run("c", Small with { Seed = 2 })[3].Action.ToArray());
    }

    [Fact]
    public void A_run_that_was_interrupted_goes_on_as_if_it_had_not_been()
    {
        var whole = Run("whole", Small with { Steps = 180 });
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run("parts", Small with { Steps = 180 }, number => { if (number == 2) { stop.Cancel(); } }, stop.Token));

        var rest = Run("parts", Small with { Steps = 180 });

        Assert.Equal([3, 4, 5], rest.Keys.Order());
        Assert.Equal(whole[5].Action.ToArray(), rest[5].Action.ToArray());
    }

    [Fact]
    public void A_finished_run_is_lengthened_by_more_steps_and_left_alone_by_the_same()
    {
        Run("a", Small);
        Assert.Empty(Run("a", Small));
        Assert.Equal([4], Run("a", Small with { Steps = 150 }).Keys);
    }

    [Fact]
    public void A_checkpoint_of_other_sizes_is_refused_by_name()
    {
        Run("a", Small);
        var error = Assert.Throws<InvalidDataException>(() => Run("a", Small with { Units = 8 }));
        Assert.Contains("checkpoint.safetensors", error.Message, StringComparison.Ordinal);
        Assert.Contains("[16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        using var world = new LineEnvironment();
        Assert.Throws<ArgumentException>(() => new GoalRun(folder.FullName, world, Layout, new RandomPoses(), Small with { HindsightShare = 0.7, ExchangedShare = 0.7 }));
    }

    [Fact]
    public void It_learns_to_reach_goals_it_has_not_seen()
    {
        using var world = new LineEnvironment();
        var options = Small with { Steps = 900, Units = 32, Batch = 32, ActorRate = 2e-3, CriticRate = 2e-3, TargetRate = 0.05, Discount = 0.9 };
        using var run = new GoalRun(folder.FullName, world, Layout, new RandomPoses(), options);
        var before = Miss();
        run.Run((_, _) => { }, null, default);
        var after = Miss();
        Assert.True(after < 0.15 && after < before / 2, $"missed by {before:f2} before and {after:f2} after learning");

        double Miss() => new[] { -0.8, -0.3, 0.2, 0.7 }.Average(goal =>
        {
            world.ResetTo([0]);
            return run.Pursue([goal], 30).JointRad;
        });
    }

    private Dictionary<int, PoseEpisode> Run(string name, GoalOptions options, Action<int>? stored = null, CancellationToken cancellation = default)
    {
        using var world = new LineEnvironment();
        using var run = new GoalRun(Path.Combine(folder.FullName, name), world, Layout, new RandomPoses(), options);
        Dictionary<int, PoseEpisode> episodes = [];
        run.Run((number, episode) => { episodes.Add(number, episode); stored?.Invoke(number); }, null, cancellation);
        return episodes;
    }

    private sealed class RandomPoses : IPoseSource
    {
        private readonly double[] pose = new double[1];

        public ReadOnlySpan<double> Draw(SeededRandom random)
        {
            pose[0] = random.Between(-1, 1);
            return pose;
        }
    }
}
