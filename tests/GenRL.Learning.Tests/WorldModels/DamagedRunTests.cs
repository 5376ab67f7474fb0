using System.Globalization;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Optimisation;
using GenRL.Learning.Tests.Distributed;
using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Tests.WorldModels;

/// <summary>What happens to a run when its disk, its process or its dataset fails it.</summary>
public sealed class DamagedRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Endings = [WorldModelRun.WorldModelFile, WorldModelRun.ConnectorFile, "position.json"];
    private readonly MovingSquareStore data = new(episodes: 6, withWindows: true);

    private string RunFolder => Path.Combine(data.Folder, "run");

    private static WorldModelTrainingOptions Options(int steps) => WorldModelTrainingOptions.Debug with
    {
        Joint = new PhaseOptions { Steps = steps, Batch = 2, Length = 8, LearningRate = new(1e-3, 1e-3), EvaluateEvery = 2 },
        Cached = new PhaseOptions(),
        HoldOutEvery = 3,
    };

    public void Dispose() => data.Dispose();

    [Fact]
    [Trait("speed", "slow")]
    public void A_run_that_is_killed_while_it_writes_goes_on_from_its_last_checkpoint_every_time()
    {
        var reached = 0;
        for (var kill = 0; kill < 2 * Endings.Length; kill++)
        {
            using var process = RankProcess.Start(null, "train", data.Folder, RunFolder, "100000", "2", "0");
            Assert.NotNull(process.StandardOutput.ReadLine());
            // a temporary file is there only while something is written
            var wanted = Endings[kill % Endings.Length];
            Assert.True(SpinWait.SpinUntil(() => Directory.EnumerateFiles(RunFolder, $"{wanted}.*{AtomicFile.TemporaryEnding}").Any(), Patience), $"{wanted} was never seen being written");
            process.Kill();
            process.WaitForExit();
            Assert.Equal(137, process.ExitCode);

            using var run = new WorldModelRun(RunFolder, data.Store, Options(1));
            var position = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolder, "position.json"))).RootElement.GetProperty("joint_steps").GetInt32();
            Assert.True(position >= reached, $"the run went back from step {reached} to {position}");
            Assert.Empty(Directory.GetFiles(RunFolder, "*" + AtomicFile.TemporaryEnding));
            reached = position;
        }

        Assert.True(reached > 0, "no checkpoint was ever completed");
    }

    [Fact]
    [Trait("speed", "slow")]
    public void A_run_whose_disk_is_full_ends_with_the_reason_and_keeps_its_last_checkpoint()
    {
        Train(2);
        var before = File.ReadAllBytes(Path.Combine(RunFolder, WorldModelRun.WorldModelFile));

        // no file may grow beyond 40 KiB: the weights, which are larger, end in the middle, as on a disk without room
        var dotnet = $"trap '' XFSZ; ulimit -f 40; exec dotnet '{typeof(RankProcess).Assembly.Location}' train '{data.Folder}' '{RunFolder}' 6 2 0";
        var start = RankProcess.Information("bash", null, ["-c", dotnet]);
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using (var process = System.Diagnostics.Process.Start(start)!)
        {
            var errors = process.StandardError.ReadToEndAsync();
            Assert.True(process.WaitForExit(Patience));
            Assert.True(process.ExitCode == 1, errors.Result);
            Assert.StartsWith("IOException: ", errors.Result, StringComparison.Ordinal);
            Assert.Contains(RunFolder, errors.Result, StringComparison.Ordinal);
        }

        Assert.True(before.Length > 40 << 10);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(RunFolder, WorldModelRun.WorldModelFile)));
        Assert.Empty(Directory.GetFiles(RunFolder, "*" + AtomicFile.TemporaryEnding));
        Assert.Equal([4L, 6L], Train(6));
    }

    [Fact]
    public void Values_that_are_no_numbers_end_a_run_before_they_reach_the_checkpoint()
    {
        Train(2);
        var before = File.ReadAllBytes(Path.Combine(RunFolder, WorldModelRun.WorldModelFile));
        using (var rewards = data.Store.CreateArray<float>("rewards", 1))
        {
            for (long row = 0; row < rewards.Rows; row++)
            {
                rewards.Write(row)[0] = float.NaN;
            }

            rewards.Flush();
        }

        var error = Assert.Throws<DivergenceException>(() => Train(6));

        Assert.Contains("diverged in step 3 of the joint phase", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(RunFolder, WorldModelRun.WorldModelFile)));
    }

    [Fact]
    public void A_curve_that_a_kill_cut_short_is_repaired()
    {
        Train(2);
        var curve = Path.Combine(RunFolder, "metrics.csv");
        File.AppendAllText(curve, "joint,3,kl,");
        Assert.Equal([4L], Train(4));
        Assert.All(File.ReadAllLines(curve).Skip(1), row => Assert.True(double.TryParse(row.Split(',')[3], CultureInfo.InvariantCulture, out _), row));
    }

    [Fact]
    public void Embeddings_of_another_size_are_refused_by_name()
    {
        Train(2);
        File.Delete(Directory.GetFiles(data.Folder, WorldModelRun.EmbeddingArray + ".*").Single());
        using (var windows = data.Store.CreateArray<Half>(WorldModelRun.EmbeddingArray, 5))
        {
            windows.Flush();
        }

        var error = Assert.Throws<InvalidDataException>(() => Train(4));
        Assert.Contains("begun with embeddings of 4 numbers; those of the dataset have 5", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("position.json", "{", "position.json is damaged")]
    [InlineData("position.json", "null", "position.json is damaged")]
    [InlineData("options.json", "[1, 2", "is no training run")]
    [InlineData("connector.safetensors", "", "too few for a safetensors file")]
    public void A_damaged_file_of_a_run_is_named(string file, string content, string message)
    {
        Train(2);
        File.WriteAllText(Path.Combine(RunFolder, file), content);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Train(4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_preset_is_refused_by_name_and_shape()
    {
        Train(2);
        using (var larger = new WorldModel(WorldModelOptions.Micro with { ActionSize = 2, RewardTasks = 1, Deter = 40 }))
        {
            ModuleCheckpoint.Save(Path.Combine(RunFolder, WorldModelRun.WorldModelFile), larger);
        }

        var error = Assert.Throws<InvalidDataException>(() => Train(4));
        Assert.Contains("has shape [", error.Message, StringComparison.Ordinal);
        Assert.Contains("but the network needs [", error.Message, StringComparison.Ordinal);
    }

    private List<long> Train(int steps)
    {
        var checkpoints = new List<long>();
        using var run = new WorldModelRun(RunFolder, data.Store, Options(steps), new LineProgress<TrainingProgress>(progress =>
        {
            if (progress.Losses.ContainsKey("val_kl"))
            {
                checkpoints.Add(progress.Step);
            }
        }));
        run.Train(CancellationToken.None);
        return checkpoints;
    }
}
