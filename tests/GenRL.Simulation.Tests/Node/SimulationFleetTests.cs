using GenRL.Simulation.Node;
using ROS2;

namespace GenRL.Simulation.Tests.Node;

/// <summary>Several robots in one process and one domain.</summary>
[Collection(RosGraph.Name)]
public sealed class SimulationFleetTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly SimulationNodeOptions Options = new()
    {
        Render = RenderPreset.Plain,
        Lockstep = true,
        Speed = double.PositiveInfinity,
        Seed = 8,
    };

    private readonly CollectedLog _log = new();
    private readonly CancellationTokenSource _stop = new();

    public SimulationFleetTests() => RCLdotnet.Init(new RclOptions { DomainId = 1 + (Environment.ProcessId % 200), Range = DiscoveryRange.Off });

    public void Dispose()
    {
        _stop.Dispose();
        RCLdotnet.Shutdown();
        _log.Logger.Dispose();
    }

    [Fact]
    public void Instances_differ_in_namespace_seed_and_log_and_one_alone_is_as_asked()
    {
        SimulationNodeOptions one = Options with { EpisodeLog = "runs/walk.jsonl" };
        Assert.Same(one, Assert.Single(SimulationFleet.Instances(one, 1)));
        Assert.Equal(
            [("sim1", 8UL, "runs/walk.sim1.jsonl"), ("sim2", 9UL, "runs/walk.sim2.jsonl"), ("sim3", 10UL, "runs/walk.sim3.jsonl")],
            SimulationFleet.Instances(one, 3).Select(each => (each.Namespace, each.Seed, each.EpisodeLog!)));
        Assert.Equal(
            [("/lab/robot1", "runs/walk.lab.robot1.jsonl"), ("/lab/robot2", "runs/walk.lab.robot2.jsonl")],
            SimulationFleet.Instances(one with { Namespace = "/lab/robot" }, 2).Select(each => (each.Namespace, each.EpisodeLog!)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(33)]
    public void Numbers_of_instances_that_make_no_sense_are_refused(int count) =>
        Assert.Contains($"{count} instances", Assert.Throws<ArgumentException>(() => SimulationFleet.Instances(Options, count)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Robots_side_by_side_do_not_hear_each_other_and_move_as_each_would_alone()
    {
        Task<IReadOnlyList<SimulationReport>> both = Run(SimulationFleet.Instances(Options, 2));
        using Commander first = new(space: "sim1"), second = new(space: "sim2");
        first.Answer(both, 10);
        second.Answer(both, 5);
        first.Answer(both, 5);
        await _stop.CancelAsync();
        IReadOnlyList<SimulationReport> reports = await both.WaitAsync(Patience);
        Assert.Equal(["/sim1", "/sim2"], reports.Select(report => report.Namespace));
        Assert.All(reports, report => Assert.Equal(0, report.CommandsRejected));
        Assert.InRange(reports[0].CommandsAccepted, 14, 15);
        Assert.InRange(reports[1].CommandsAccepted, 4, 5);
        Assert.Equal(first.Seen, await Alone(Options with { Namespace = "elsewhere" }, 15));
        Assert.Equal(second.Seen, await Alone(Options with { Namespace = "elsewhere", Seed = 9 }, 5));
    }

    [Fact]
    public async Task A_robot_that_fails_ends_the_others_and_says_why()
    {
        SimulationNodeOptions[] options = [Options with { Namespace = "sim1" }, Options with { Namespace = "sim2", EpisodeLog = "/dev/null/log.jsonl" }];
        await Assert.ThrowsAnyAsync<IOException>(() => Run(options).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_namespace_that_is_none_is_refused() =>
        Assert.Contains("1st", (await Assert.ThrowsAsync<ArgumentException>(() => Run([Options with { Namespace = "1st" }]))).Message, StringComparison.Ordinal);

    private async Task<List<string>> Alone(SimulationNodeOptions options, int frames)
    {
        using var stop = new CancellationTokenSource();
        using Commander commander = new(space: options.Namespace);
        Task<IReadOnlyList<SimulationReport>> run = Run([options], stop.Token);
        commander.Answer(run, frames);
        await stop.CancelAsync();
        await run.WaitAsync(Patience);
        return commander.Seen;
    }

    private Task<IReadOnlyList<SimulationReport>> Run(IReadOnlyList<SimulationNodeOptions> options, CancellationToken? stop = null) =>
        Task.Run(() => SimulationFleet.Run(options, _log.Logger, () => { }, stop ?? _stop.Token));
}
