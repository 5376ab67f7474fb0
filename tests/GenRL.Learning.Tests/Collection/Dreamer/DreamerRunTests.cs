using GenRL.Data;
using GenRL.Learning.Collection.Dreamer;
using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Tests.Collection.Dreamer;

public sealed class DreamerRunTests : IDisposable
{
    private static readonly DreamerOptions Dreamer = Small(new DreamerOptions());
    private static readonly DreamerOptions Explorer = Small(DreamerOptions.Explorer);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dreamer");

    public void Dispose() => folder.Delete(true);

    [Theory]
    [InlineData("right")]
    [InlineData(null)]
    public void Every_episode_is_kept_with_its_poses_and_clipped_actions(string? task)
    {
        var episodes = Run("a", task, task is null ? Explorer : Dreamer);
        Assert.Equal(4, episodes.Count);
        foreach (var episode in episodes)
        {
            Assert.Equal(21, episode.Length);
            Assert.Equal(["left", "right"], episode.Details.Tasks);
            Assert.All(episode.Action.ToArray(), value => Assert.InRange(value, -1, 1));
            for (var row = 1; row < episode.Length; row++)
            {
                Assert.Equal(Math.Clamp(episode.Pose(row - 1)[0] + (0.2 * episode.Action[row]), -1, 1), episode.Pose(row)[0], 1e-6);
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_episodes_and_another_seed_others()
    {
        var first = Run("a", "right", Dreamer)[3].Action.ToArray();
        Assert.Equal(first, Run("b", "right", Dreamer)[3].Action.ToArray());
        Assert.NotEqual(first, Run("c", "right", Dreamer with { Seed = 2 })[3].Action.ToArray());
    }

    [Theory]
    [InlineData("right")]
    [InlineData(null)]
    public void A_run_that_was_interrupted_goes_on_as_if_it_had_not_been(string? task)
    {
        var options = (task is null ? Explorer : Dreamer) with { Steps = 120 };
        var whole = Run("whole", task, options);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run("parts", task, options, stopAfter: 4));

        var parts = Run("parts", task, options);

        Assert.Equal(6, parts.Count);
        Assert.Equal(whole[5].Action.ToArray(), parts[5].Action.ToArray());
    }

    [Fact]
    public void A_run_whose_episodes_are_gone_is_refused()
    {
        Run("a", "right", Dreamer);
        Directory.Delete(Path.Combine(folder.FullName, "a", "poses"), true);
        var error = Assert.Throws<InvalidDataException>(() => Run("a", "right", Dreamer with { Steps = 200 }));
        Assert.Contains("is gone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_follows_a_known_task_or_its_ensemble()
    {
        Assert.Contains("'up'", Assert.Throws<ArgumentException>(() => Run("a", "up", Dreamer)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Run("a", "right", Explorer));
        Assert.Throws<ArgumentException>(() => Run("a", null, Dreamer));
        Assert.Throws<ArgumentException>(() => Run("a", "right", Dreamer with { Length = 30 }));
        Assert.Throws<ArgumentException>(() => Run("a", "right", Dreamer with { KlBalance = 2 }));
    }

    [Fact]
    [Trait("speed", "slow")]
    public void It_learns_from_frames_to_do_the_task()
    {
        var options = Dreamer with
        {
            Steps = 1200,
            SeedSteps = 100,
            UpdateEvery = 4,
            Batch = 8,
            ModelRate = 2e-3,
            Behaviour = Dreamer.Behaviour with { Starts = 32, LearningRate = 2e-3, Discount = 0.9 },
        };
        var returns = Run("a", "right", options).Select(episode => episode.Return(1)).ToList();
        double before = returns.Take(5).Average(), after = returns.TakeLast(10).Average();
        Assert.True(after > before + 4 && after > 14, $"return {before:f1} at random, {after:f1} after learning, of 20");
    }

    private List<PoseEpisode> Run(string name, string? task, DreamerOptions options, int stopAfter = int.MaxValue)
    {
        using var world = new SquareEnvironment();
        var dataset = DatasetFolder.OpenOrCreate(Path.Combine(folder.FullName, name), world, "plain");
        using var run = new DreamerRun(Path.Combine(folder.FullName, name, "run"), world, new NumberedEpisodes(dataset, "agent", (ulong)options.Seed), "agent", task, options);
        using var stop = new CancellationTokenSource();
        var count = 0;
        run.Run(new LineProgress<GenRL.Learning.Collection.CollectionProgress>(_ => { if (++count == stopAfter) { stop.Cancel(); } }), stop.Token);
        return [.. dataset.PoseFiles().Select(PoseEpisodeFile.Load)];
    }

    private static DreamerOptions Small(DreamerOptions options) => options with
    {
        Steps = 80,
        SeedSteps = 20,
        UpdateEvery = 10,
        Batch = 2,
        Length = 8,
        CheckpointEvery = 40,
        Sizes = WorldModelOptions.Micro with { DenseNorm = options.Sizes.DenseNorm },
        Behaviour = options.Behaviour with { Starts = 8, Horizon = 5, Layers = 1, Units = 32 },
    };
}
