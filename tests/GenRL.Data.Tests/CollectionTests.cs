using GenRL.Robots;

namespace GenRL.Data.Tests;

public sealed class CollectionTests
{
    private static readonly StatePolicy Rightwards = (state, action) =>
    {
        action[0] = 1;
        action[1] = -state[1];
    };

    private static CollectionSetup Setup(Func<IEnvironment>? environment = null, ActionNoise? noise = null, params EpisodeStart[] starts) => new(
        environment ?? (() => new PointEnvironment()),
        () => new NoisyAgent(new StatePolicyAgent([Rightwards]), noise ?? ActionNoise.None),
        starts.Length > 0 ? starts : [EpisodeStart.Reset()],
        "plain");

    private static CollectionOptions Options(TemporaryFolder folder, int episodes = 4) => new(folder["d"], "right", "rightwards", episodes) { Seed = 7 };

    private static PoseEpisode[] Load(TemporaryFolder folder) => [.. DatasetFolder.Open(folder["d"]).PoseFiles().Select(PoseEpisodeFile.Load)];

    [Fact]
    public void Episodes_hold_poses_and_the_actions_that_led_to_them()
    {
        using TemporaryFolder folder = new();
        CollectionResult result = new Collection(Options(folder), Setup()).Run();
        Assert.Equal((4, 0, 0, 80L), (result.Added, result.Existing, result.Diverged, result.Steps));
        foreach (PoseEpisode episode in Load(folder))
        {
            Assert.Equal(21, episode.Length);
            Assert.Equal([0f, 0f], episode.Action[..2].ToArray());
            Assert.Equal([0f, 0f], episode.Rewards[..2].ToArray());
            for (int row = 1; row < 21; row++)
            {
                Assert.Equal(episode.Pose(row)[0], episode.Pose(row - 1)[0] + 0.1 * episode.Action[2 * row], 6);
                Assert.Equal(episode.Pose(row)[1], episode.Rewards[2 * row + 1], 6);
            }
        }
        Assert.Equal(Load(folder).Average(episode => episode.Return(0)), result.MeanReturns["right"], 4);
        DatasetManifest manifest = DatasetFolder.Open(folder["d"]).Manifest;
        Assert.Equal((4, 84L, "point"), (manifest.Episodes, manifest.Steps, manifest.Domain));
    }

    [Fact]
    public void The_number_of_environments_does_not_change_the_data()
    {
        using TemporaryFolder one = new();
        using TemporaryFolder three = new();
        ActionNoise noise = new() { BurstProbability = 0.1 };
        new Collection(Options(one, 7), Setup(noise: noise)).Run();
        new Collection(Options(three, 7) with { Environments = 3 }, Setup(noise: noise)).Run();
        PoseEpisode[] first = Load(one);
        PoseEpisode[] second = Load(three);
        Assert.Equal(7, first.Length);
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.Poses.ToArray(), pair.Second.Poses.ToArray()));
        Assert.Equal(7, first.Select(episode => episode.Pose(20)[0]).Distinct().Count());
    }

    [Fact]
    public void An_interrupted_run_continues_without_repeating_episodes()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder whole = new();
        using CancellationTokenSource stop = new();
        int steps = 0;
        CollectionSetup stopping = Setup() with
        {
            Agent = () => new StatePolicyAgent([(state, action) =>
            {
                Rightwards(state, action);
                if (++steps == 50)
                {
                    stop.Cancel();
                }
            }]),
        };
        Assert.ThrowsAny<OperationCanceledException>(() => new Collection(Options(folder), stopping).Run(null, stop.Token));
        Assert.Equal(2, DatasetFolder.Open(folder["d"]).Manifest.Episodes);
        CollectionResult rest = new Collection(Options(folder), Setup()).Run();
        Assert.Equal((2, 2), (rest.Added, rest.Existing));
        new Collection(Options(whole), Setup()).Run();
        Assert.All(Load(folder).Zip(Load(whole)), pair => Assert.Equal(pair.First.Poses.ToArray(), pair.Second.Poses.ToArray()));
        Assert.Equal(0, new Collection(Options(folder), Setup()).Run().Added);
        Assert.Equal(1, new Collection(Options(folder, 5), Setup()).Run().Added);
        Assert.Equal(4, new Collection(Options(folder) with { Seed = 8 }, Setup()).Run().Added);
    }

    [Fact]
    public void Episodes_can_start_from_poses_of_others()
    {
        using TemporaryFolder folder = new();
        PosePool pool = new([new PoseEpisode(new PoseEpisodeDetails("point", "x", ["right", "up"], 1, ""), 2, [5, 6, 7, 8], new float[4], new float[4])]);
        new Collection(Options(folder, 30), Setup(null, null, EpisodeStart.FromPoses(pool, 2), EpisodeStart.Reset(1))).Run();
        PoseEpisode[] episodes = Load(folder);
        int fromPoses = episodes.Count(episode => episode.Pose(0)[0] is 5 or 7);
        Assert.InRange(fromPoses, 12, 28);
        Assert.All(episodes, episode => Assert.Equal(episode.Pose(0)[0] is 5 or 7, episode.Details.Agent.EndsWith("start pose", StringComparison.Ordinal)));
        Assert.InRange(PosePool.Load(DatasetFolder.Open(folder["d"]), ["right"], 3).Draw(new SeededRandom(1)).Length, 2, 2);
        Assert.Throws<ArgumentException>(() => PosePool.Load(DatasetFolder.Open(folder["d"]), ["absent"]));
    }

    [Fact]
    public void Pixel_episodes_carry_frames_and_one_reward()
    {
        using TemporaryFolder folder = new();
        new Collection(Options(folder, 1) with { Pixels = true, RewardTask = "up", Steps = 6 }, Setup()).Run();
        DatasetFolder dataset = DatasetFolder.Open(folder["d"]);
        PoseEpisode poses = PoseEpisodeFile.Load(Assert.Single(dataset.PoseFiles()));
        Episode pixels = EpisodeFile.Load(Assert.Single(dataset.EpisodeFiles()));
        Assert.Equal(7, pixels.Length);
        Assert.Equal(poses.Action.ToArray(), pixels.Action.ToArray());
        Assert.Equal((float)poses.Pose(3)[1], pixels.Reward[3]);
        Assert.Equal((int)(128 + 60 * poses.Pose(6)[0]), pixels.Frame(6)[0]);
        Assert.Throws<ArgumentException>(() => new Collection(Options(folder) with { RewardTask = "down" }, Setup()).Run());
    }

    [Fact]
    public void A_world_that_keeps_diverging_ends_the_run_with_its_reason()
    {
        using TemporaryFolder folder = new();
        CollectionSetup setup = Setup(() => new PointEnvironment { DivergesAfter = 3 });
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => new Collection(Options(folder, 50), setup).Run());
        Assert.Contains("6 episodes were given up", error.Message);
        Assert.Contains("diverged", error.Message);
        Assert.Empty(Load(folder));
    }

    [Fact]
    public void Noise_reaches_its_level_and_bursts_replace_the_policy()
    {
        foreach (double slow in new[] { 0.0, 1.0 })
        {
            double[] actions = Actions(new ActionNoise { LowestLevel = 0.2, HighestLevel = 0.2, SlowShare = slow, BurstProbability = 0 }, (_, action) => action.Clear());
            Assert.InRange(Math.Sqrt(actions.Average(value => value * value)), 0.17, 0.23);
            double correlation = actions.Skip(1).Zip(actions, (a, b) => a * b).Average() / actions.Average(value => value * value);
            Assert.InRange(correlation, slow == 0 ? -0.1 : 0.75, slow == 0 ? 0.1 : 0.95);
        }
        double[] bursts = Actions(new ActionNoise { HighestLevel = 0, BurstProbability = 0.05, ShortestBurst = 5, LongestBurst = 5 }, (_, action) => action.Fill(1));
        Assert.InRange(bursts.Count(value => value < 1) / (double)bursts.Length, 0.14, 0.26);
        Assert.All(bursts, value => Assert.InRange(value, -1, 1));
        Assert.Throws<ArgumentException>(() => new NoisyAgent(new StatePolicyAgent([Rightwards]), new ActionNoise { LowestLevel = 1, HighestLevel = 0.5 }));
    }

    [Fact]
    public void Behaviours_are_exchanged_within_an_episode()
    {
        StatePolicyAgent agent = new([(_, action) => action.Fill(1), (_, action) => action.Fill(-1)], 5, 9);
        using PointEnvironment world = new();
        agent.Begin(new SeededRandom(3));
        float[] action = new float[2];
        List<float> taken = [];
        for (int step = 0; step < 400; step++)
        {
            agent.Act(world, action);
            taken.Add(action[0]);
        }
        int changes = taken.Skip(1).Zip(taken).Count(pair => pair.First != pair.Second);
        Assert.InRange(changes, 15, 45);
    }

    [Fact]
    public void A_policy_on_pixels_is_told_when_an_episode_begins()
    {
        using TemporaryFolder folder = new();
        List<bool> begins = [];
        CollectionSetup setup = Setup() with
        {
            Agent = () => new PixelPolicyAgent((frame, isFirst, action) =>
            {
                begins.Add(isFirst);
                action.Fill(frame[0] > 128 ? -1 : 1);
            }),
        };
        new Collection(Options(folder, 2) with { Steps = 10 }, setup).Run();
        Assert.Equal([0, 10], Enumerable.Range(0, 20).Where(step => begins[step]));
        Assert.All(Load(folder), episode => Assert.InRange(Math.Abs(episode.Pose(10)[0]), 0, Math.Max(0.15, Math.Abs(episode.Pose(0)[0]) - 0.5)));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => new Collection(Options(folder, 0), Setup()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Collection(Options(folder) with { Environments = 0 }, Setup()));
        Assert.Throws<ArgumentException>(() => new Collection(Options(folder), Setup() with { Starts = [EpisodeStart.Reset(0)] }));
        Assert.Throws<ArgumentException>(() => new Collection(Options(folder) with { Subset = "a/b" }, Setup()).Run());
    }

    private static double[] Actions(ActionNoise noise, StatePolicy policy)
    {
        NoisyAgent agent = new(new StatePolicyAgent([policy]), noise);
        using PointEnvironment world = new();
        agent.Begin(new SeededRandom(5));
        float[] action = new float[2];
        double[] taken = new double[6000];
        for (int step = 0; step < taken.Length; step++)
        {
            agent.Act(world, action);
            taken[step] = action[0];
        }
        return taken;
    }
}
