using GenRL.Data;
using GenRL.Learning.Connectors;
using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Tests.WorldModels;

public sealed class WorldModelRunTests : IDisposable
{
    private readonly MovingSquareStore data = new(episodes: 24, withWindows: true);

    private string RunFolder => Path.Combine(data.Folder, "run");

    private static WorldModelTrainingOptions Options(int joint, int cached) => WorldModelTrainingOptions.Debug with
    {
        Joint = new PhaseOptions { Steps = joint, Batch = 4, Length = 8, LearningRate = new(1e-3, 1e-3), EvaluateEvery = 50 },
        Cached = new PhaseOptions { Steps = cached, Batch = 4, Length = 24, LearningRate = new(1e-3, 1e-3), EvaluateEvery = 50 },
        Connector = new ConnectorOptions { EmbeddingSize = 4 },
        HoldOutEvery = 6,
    };

    public void Dispose() => data.Dispose();

    [Fact]
    public void A_run_leaves_weights_curves_and_pictures_and_learns_to_see()
    {
        var images = new List<double>();
        using var run = new WorldModelRun(RunFolder, data.Store, Options(400, 50), new LineProgress<TrainingProgress>(progress =>
        {
            if (progress.Losses.TryGetValue("image", out var image))
            {
                images.Add(image);
            }
        }));

        run.Train(CancellationToken.None);

        Assert.True(images[^1] < 0.5 * images[0], $"image loss went from {images[0]} to {images[^1]}");
        Assert.True(File.Exists(Path.Combine(RunFolder, WorldModelRun.WorldModelFile)));
        Assert.True(File.Exists(Path.Combine(RunFolder, "curves.png")));
        Assert.True(File.Exists(Path.Combine(RunFolder, "pictures", "cached-000050.png")));
        Assert.NotNull(run.Posterior);
    }

    [Fact]
    public void Networks_have_as_many_actions_as_the_dataset_and_a_run_is_not_resumed_on_another_robots()
    {
        using var ten = new MovingSquareStore(episodes: 8, withWindows: true, actionSize: 10);
        using (var run = new WorldModelRun(RunFolder, ten.Store, Options(2, 2), new LineProgress<TrainingProgress>(_ => { })))
        {
            Assert.Equal(10, run.Model.Options.ActionSize);
            run.Train(CancellationToken.None);
        }

        var error = Assert.Throws<InvalidDataException>(
            () => new WorldModelRun(RunFolder, data.Store, Options(2, 2), new LineProgress<TrainingProgress>(_ => { })));
        Assert.Contains("10 actions", error.Message, StringComparison.Ordinal);
        Assert.Contains("'square' has 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_cut_short_goes_on_from_its_last_checkpoint()
    {
        using var stop = new CancellationTokenSource();
        using (var run = new WorldModelRun(RunFolder, data.Store, Options(100, 50), new LineProgress<TrainingProgress>(progress =>
        {
            if (progress.Losses.ContainsKey("val_kl"))
            {
                stop.Cancel();
            }
        })))
        {
            Assert.Throws<OperationCanceledException>(() => run.Train(stop.Token));
        }

        var steps = new List<(string Phase, long Step)>();
        using var resumed = new WorldModelRun(RunFolder, data.Store, Options(100, 50), new LineProgress<TrainingProgress>(progress => steps.Add((progress.Phase, progress.Step))));
        resumed.Train(CancellationToken.None);

        Assert.Contains(("joint", 100), steps);
        Assert.DoesNotContain(("joint", 50), steps);
        Assert.Contains(("cached", 50), steps);
    }

    [Fact]
    public void Weights_of_another_network_are_refused()
    {
        using (var run = new WorldModelRun(RunFolder, data.Store, Options(10, 0)))
        {
            run.Train(CancellationToken.None);
        }

        File.WriteAllText(Path.Combine(RunFolder, WorldModelRun.WorldModelFile), "not a safetensors file");

        Assert.Throws<InvalidDataException>(() => new WorldModelRun(RunFolder, data.Store, Options(10, 0)));
    }

    [Fact]
    public void Only_named_subsets_are_used_for_training_evaluation_and_start_states()
    {
        using var mixed = new MovingSquareStore(episodes: 12, withWindows: true, index => index % 2 == 0 ? "walk" : "run");
        using var run = new WorldModelRun(Path.Combine(mixed.Folder, "run"), mixed.Store, Options(10, 0) with { Subsets = ["run"], HoldOutEvery = 3 });
        Assert.All(run.Episodes, episode => Assert.Equal("run", episode.Subset));
        Assert.Equal(6, run.Episodes.Count);
        Assert.Equal(4, run.TrainingEpisodes.Count());
        run.Train(CancellationToken.None);
        Assert.Equal(["run"], WorldModelRun.ReadOptions(Path.Combine(mixed.Folder, "run")).Subsets);
        Assert.NotNull(run.StartSequences(["run"]));
        Assert.Throws<ArgumentException>(() => run.StartSequences(["walk"]));
    }

    [Fact]
    public void A_weight_of_0_leaves_a_subset_out()
    {
        using var mixed = new MovingSquareStore(episodes: 12, withWindows: false, index => index % 2 == 0 ? "walk" : "run");
        var options = Options(10, 0) with { SubsetWeights = new Dictionary<string, int> { ["walk"] = 0, ["run"] = 2 }, HoldOutEvery = 12 };
        using var run = new WorldModelRun(Path.Combine(mixed.Folder, "run"), mixed.Store, options);
        Assert.Equal(10, run.TrainingEpisodes.Count());
        Assert.All(run.TrainingEpisodes, episode => Assert.Equal("run", episode.Subset));
    }

    [Fact]
    public void A_subset_that_the_dataset_lacks_is_refused_by_name_before_anything_is_written()
    {
        var error = Assert.Throws<ArgumentException>(() => new WorldModelRun(RunFolder, data.Store, Options(10, 0) with { Subsets = ["walk", "square"] }));
        Assert.Contains("'walk'. It has: square", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(RunFolder, "options.json")));
    }

    [Fact]
    public void Two_runs_of_one_seed_have_the_same_losses()
    {
        List<double> Losses(string folder)
        {
            var losses = new List<double>();
            using var run = new WorldModelRun(Path.Combine(data.Folder, folder), data.Store, Options(100, 0), new LineProgress<TrainingProgress>(progress => losses.AddRange(progress.Losses.Values)));
            run.Train(CancellationToken.None);
            return losses;
        }

        Assert.Equal(Losses("first"), Losses("second"));
    }
}
