using GenRL.Data;
using GenRL.Learning.Connectors;
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
