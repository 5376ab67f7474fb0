using GenRL.Data;
using GenRL.Learning.Baselines;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Tests.Baselines;

public sealed class OfflineRunTests : IDisposable
{
    private readonly LineStore data = new(4);

    private string Folder => Path.Combine(data.Folder, "run");

    public void Dispose() => data.Dispose();

    [Theory]
    [InlineData("td3")]
    [InlineData("td3-bc")]
    [InlineData("iql")]
    public void A_resumed_run_continues_as_if_it_had_never_stopped(string method)
    {
        using var whole = SmallAgents.Create(method, data);
        new OfflineRun(whole, Path.Combine(data.Folder, "whole"), "agent").Train(7);

        using (var first = SmallAgents.Create(method, data))
        {
            Assert.True(new OfflineRun(first, Folder, "agent").Train(3));
        }

        using var second = SmallAgents.Create(method, data);
        var run = new OfflineRun(second, Folder, "agent");
        Assert.Equal(3, second.Steps);
        Assert.True(run.Train(7));
        Assert.All(whole.Modules.Zip(second.Modules), pair => Assert.Equal(Toy.Weights(pair.First.Module), Toy.Weights(pair.Second.Module)));
    }

    [Fact]
    public void A_run_reports_means_and_the_time_left_and_leaves_curves()
    {
        using var agent = SmallAgents.Create("td3", data);
        var reports = new List<TrainingProgress>();
        new OfflineRun(agent, Folder, "agent") { ReportEvery = 2 }.Train(5, new LineProgress<TrainingProgress>(reports.Add));

        Assert.Equal([2, 4, 5], reports.Select(report => report.Step));
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
        Assert.True(reports[0].Remaining > TimeSpan.Zero);
        // the actor learns in every second step: its mean is over one step, the critics' over two
        Assert.Contains("actor_loss", reports[0].Losses.Keys);
        Assert.DoesNotContain("actor_loss", reports[^1].Losses.Keys);
        Assert.True(File.Exists(Path.Combine(Folder, "curves.png")));
        Assert.Contains("agent,4,critic_loss,", File.ReadAllText(Path.Combine(Folder, "metrics.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_leaves_a_checkpoint_of_the_steps_taken()
    {
        using var stop = new CancellationTokenSource();
        using (var agent = SmallAgents.Create("iql", data))
        {
            var run = new OfflineRun(agent, Folder, "agent") { ReportEvery = 1 };
            Assert.False(run.Train(1000, new LineProgress<TrainingProgress>(_ => stop.Cancel()), stop.Token));
        }

        using var resumed = SmallAgents.Create("iql", data);
        _ = new OfflineRun(resumed, Folder, "agent");
        Assert.Equal(1, resumed.Steps);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5000)]
    public void A_truncated_checkpoint_is_refused_and_changes_nothing(int bytes)
    {
        using (var first = SmallAgents.Create("td3", data))
        {
            var run = new OfflineRun(first, Folder, "agent");
            run.Train(2);
            File.WriteAllBytes(run.CheckpointPath, File.ReadAllBytes(run.CheckpointPath)[..bytes]);
        }

        using var second = SmallAgents.Create("td3", data);
        var before = Toy.Weights(second.Critic);
        Assert.Throws<InvalidDataException>(() => new OfflineRun(second, Folder, "agent"));
        Assert.Equal(before, Toy.Weights(second.Critic));
        Assert.Equal(0, second.Steps);
    }

    [Fact]
    public void A_checkpoint_of_another_agent_or_size_is_refused_and_changes_nothing()
    {
        using (var first = SmallAgents.Create("td3", data))
        {
            new OfflineRun(first, Folder, "agent").Train(1);
        }

        using var other = SmallAgents.Create("iql", data);
        Assert.Throws<InvalidDataException>(() => new OfflineRun(other, Folder, "agent"));
        using var wider = SmallAgents.Create("td3", data, SmallAgents.Options with { Units = 40 });
        var before = Toy.Weights(wider.Critic);
        var error = Assert.Throws<InvalidDataException>(() => new OfflineRun(wider, Folder, "agent"));
        Assert.Contains("actor/body", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Toy.Weights(wider.Critic));
    }
}
