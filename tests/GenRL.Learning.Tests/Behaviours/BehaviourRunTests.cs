using GenRL.Learning.Behaviours;
using GenRL.Learning.Optimisation;

namespace GenRL.Learning.Tests.Behaviours;

public sealed class BehaviourRunTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("genrl-behaviour-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_resumed_run_continues_as_if_it_had_never_stopped()
    {
        using BehaviourTrainer whole = Toy.Trainer(new LinearWorld());
        BehaviourMetrics expected = Enumerable.Range(0, 12).Select(_ => whole.Step()).ToList()[^1];

        using (BehaviourTrainer first = Toy.Trainer(new LinearWorld()))
        {
            Assert.True(new BehaviourRun(first, directory).Train(7).Completed);
        }
        using BehaviourTrainer second = Toy.Trainer(new LinearWorld());
        var run = new BehaviourRun(second, directory);
        Assert.True(run.Resumed);
        Assert.Equal(7, second.Steps);
        BehaviourRunResult result = run.Train(12);
        Assert.Equal(expected, result.Last);
        Assert.Equal(Toy.Weights(whole.Actor), Toy.Weights(second.Actor));
        Assert.Equal(Toy.Weights(whole.SlowCritic.Network), Toy.Weights(second.SlowCritic.Network));
    }

    [Fact]
    public void The_curve_has_one_line_per_report_and_no_step_twice_after_a_resume()
    {
        using (BehaviourTrainer first = Toy.Trainer(new LinearWorld()))
        {
            new BehaviourRun(first, directory) { ReportEvery = 2 }.Train(4);
            // steps after the last checkpoint are repeated by the next run
            File.AppendAllText(Path.Combine(directory, "losses.csv"), "6,1,1,1,1,1,1,1,1,1,1,1,1,1" + Environment.NewLine);
        }
        using BehaviourTrainer second = Toy.Trainer(new LinearWorld());
        new BehaviourRun(second, directory) { ReportEvery = 2 }.Train(8);
        string[] lines = File.ReadAllLines(Path.Combine(directory, "losses.csv"));
        Assert.Equal(BehaviourMetrics.CsvHeader, lines[0]);
        Assert.Equal(["2", "4", "6", "8"], lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.All(lines, line => Assert.Equal(14, line.Split(',').Length));
    }

    [Fact]
    public void Progress_tells_the_remaining_time()
    {
        var reports = new List<BehaviourProgress>();
        var clock = new StepClock(TimeSpan.FromSeconds(1));
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld());
        new BehaviourRun(trainer, directory, clock) { ReportEvery = 5 }.Train(10, new Recorder(reports));
        Assert.Equal([5, 10], reports.Select(report => report.Metrics.Step));
        Assert.True(reports[0].MillisecondsPerStep > 0);
        Assert.Equal(reports[0].MillisecondsPerStep * 5, reports[0].Remaining.TotalMilliseconds, 1e-3);
        Assert.Equal(TimeSpan.Zero, reports[1].Remaining);
    }

    [Fact]
    public void Cancelling_leaves_a_checkpoint_of_the_steps_taken()
    {
        using var cancellation = new CancellationTokenSource();
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld());
        var run = new BehaviourRun(trainer, directory) { ReportEvery = 1 };
        BehaviourRunResult result = run.Train(1000, new Canceller(cancellation, atStep: 3), cancellation.Token);
        Assert.False(result.Completed);
        Assert.Equal(3, result.Steps);
        Assert.Equal(3, BehaviourCheckpoint.Describe(result.CheckpointPath).Steps);
    }

    [Fact]
    public void A_checkpoint_remembers_its_options()
    {
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld(), Toy.Options with { DataFree = new DataFreeOptions { WarmUpSteps = 3 } });
        string path = new BehaviourRun(trainer, directory).Train(0).CheckpointPath;
        Assert.Equal(trainer.Options, BehaviourCheckpoint.Describe(path).Options);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1000)]
    public void A_truncated_checkpoint_is_refused_and_changes_nothing(int bytes)
    {
        string path;
        using (BehaviourTrainer first = Toy.Trainer(new LinearWorld()))
        {
            path = new BehaviourRun(first, directory).Train(2).CheckpointPath;
        }
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..bytes]);
        using BehaviourTrainer second = Toy.Trainer(new LinearWorld());
        float[] before = Toy.Weights(second.Actor);
        Assert.Throws<InvalidDataException>(() => new BehaviourRun(second, directory));
        Assert.Equal(before, Toy.Weights(second.Actor));
        Assert.Equal(0, second.Steps);
    }

    [Fact]
    public void A_checkpoint_of_other_sizes_is_refused_and_changes_nothing()
    {
        using (BehaviourTrainer first = Toy.Trainer(new LinearWorld(), Toy.Options with { Units = 16 }))
        {
            new BehaviourRun(first, directory).Train(1);
        }
        using BehaviourTrainer second = Toy.Trainer(new LinearWorld());
        float[] before = Toy.Weights(second.Actor);
        var error = Assert.Throws<InvalidDataException>(() => new BehaviourRun(second, directory));
        Assert.Contains("actor/", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Toy.Weights(second.Actor));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_before_it_reaches_the_checkpoint()
    {
        using BehaviourTrainer trainer = Toy.Trainer(new LinearWorld(), Toy.Options with { LearningRate = 1e30 });
        var run = new BehaviourRun(trainer, directory) { CheckpointEvery = 1 };
        var error = Assert.Throws<DivergenceException>(() => run.Train(100));
        Assert.Contains("learning rate", error.Message, StringComparison.Ordinal);
    }

    private sealed class Recorder(List<BehaviourProgress> reports) : IProgress<BehaviourProgress>
    {
        public void Report(BehaviourProgress value) => reports.Add(value);
    }

    private sealed class Canceller(CancellationTokenSource source, long atStep) : IProgress<BehaviourProgress>
    {
        public void Report(BehaviourProgress value)
        {
            if (value.Metrics.Step == atStep)
            {
                source.Cancel();
            }
        }
    }

    /// <summary>A clock that advances by a fixed amount whenever it is read.</summary>
    private sealed class StepClock(TimeSpan step) : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks += step.Ticks;
    }
}
