using GenRL.Simulation.Node;
using GenRL.Simulation.Tests.Randomisation;
using ROS2;
using sensor_msgs.msg;

namespace GenRL.Simulation.Tests.Node;

/// <summary>A simulator that waits for its controller, over ROS 2, on threads of their own.</summary>
[Collection(RosGraph.Name)]
public sealed class LockstepTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly SimulationNodeOptions Options = new()
    {
        Render = RenderPreset.Plain,
        Lockstep = true,
        Speed = double.PositiveInfinity,
        Seed = 3,
    };

    private static readonly SimulationNodeOptions Rough = Options with
    {
        EpisodeS = 0.5,
        Settings = new()
        {
            Randomisation = RandomisationDrawTests.Everything,
            Disturbances = new()
            {
                Push = new() { MeanIntervalS = 0.2 },
                DroppedFrames = 0.1,
                LateFrames = 0.3,
                JointPositionNoise = 0.01,
                JointVelocityNoise = 0.1,
                CameraNoise = 4,
            },
        },
    };

    private readonly CollectedLog _log = new();
    private readonly CancellationTokenSource _stop = new();

    public LockstepTests() => RCLdotnet.Init(new RclOptions { DomainId = 1 + (Environment.ProcessId % 200), Range = DiscoveryRange.Off });

    public void Dispose()
    {
        _stop.Dispose();
        RCLdotnet.Shutdown();
        _log.Logger.Dispose();
    }

    public static TheoryData<string> Domains => [.. Worlds.Domains];

    [Fact]
    public async Task Two_runs_with_the_same_seed_and_commander_are_the_same_bit_for_bit_and_another_seed_is_another_run()
    {
        List<string> first = await Trajectory(Options);
        Assert.Equal(first, await Trajectory(Options));
        Assert.NotEqual(first, await Trajectory(Options with { Seed = 4 }));
        Assert.Equal(first.Count, first.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public async Task Every_robot_repeats_itself_bit_for_bit_also_randomised_and_disturbed(string domain) =>
        Assert.Equal(await Trajectory(Rough with { Domain = domain }), await Trajectory(Rough with { Domain = domain }));

    [Fact]
    public async Task The_simulator_waits_for_the_command_that_answers_its_last_frame()
    {
        using Commander commander = new();
        Task<SimulationReport> run = Run(Options, TimeProvider.System);
        commander.WaitForFrame(run);
        Image first = new() { Header = { Stamp = { Sec = commander.Frame.Header.Stamp.Sec, Nanosec = commander.Frame.Header.Stamp.Nanosec } } };
        commander.Send(new Image { Header = { Stamp = { Sec = 77 } } }, new double[6]);
        WaitForSilence();
        commander.Send(first, 0, 0, 0, double.NaN, 0, 0);
        WaitForSilence();
        commander.Send(first, new double[5]);
        WaitForSilence();
        commander.Send(first, new double[6]);
        commander.WaitForFrame(run);
        Assert.Equal((0, 50_000_000u), (commander.Frame.Header.Stamp.Sec, commander.Frame.Header.Stamp.Nanosec));

        await _stop.CancelAsync();
        SimulationReport report = await run.WaitAsync(Patience);
        Assert.Equal((2, 2, 1, 3), (report.ControlSteps, report.Frames, report.CommandsAccepted, report.CommandsRejected));

        // the answer to a service comes after everything that was sent before it, and the simulator is still at its first frame
        void WaitForSilence()
        {
            var somebody = new Operator("/sim", () => { });
            somebody.WaitUntil(() => somebody.Trigger("resume") == (true, "already running"));
        }
    }

    [Fact]
    public async Task Services_answer_while_nobody_controls_and_while_a_command_is_waited_for()
    {
        Task<SimulationReport> run = Run(Options, TimeProvider.System);
        var somebody = new Operator("/sim", () => Assert.False(run.IsCompleted));
        Assert.Equal((true, "paused"), somebody.Trigger("pause"));
        Assert.Equal((true, "resumed"), somebody.Trigger("resume"));
        using Commander commander = new();
        commander.WaitForFrame(run);
        Assert.Equal((true, "paused"), somebody.Trigger("pause"));
        Assert.Equal(0.05, somebody.Step(2).UntilS, 9);
        commander.Send(commander.Frame, new double[6]);
        commander.WaitForFrame(run);
        Assert.Equal(50_000_000u, commander.Frame.Header.Stamp.Nanosec);
        Assert.Equal((true, "resumed"), somebody.Trigger("resume"));
        commander.Send(commander.Frame, new double[6]);
        commander.WaitForFrame(run);
        await _stop.CancelAsync();
        Assert.Equal(4, (await run.WaitAsync(Patience)).ControlSteps);
    }

    [Fact]
    public async Task A_controller_that_stops_answering_ends_the_run_and_is_named_with_the_frame()
    {
        using Commander commander = new();
        var time = new ManualTime(advanceOnWait: true);
        Task<SimulationReport> run = Run(Options, time);
        commander.Answer(run, 3);
        commander.WaitForFrame(run);
        time.Advance(TimeSpan.FromSeconds(11));
        TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(() => run.WaitAsync(Patience));
        Assert.Contains("camera frame of 0.15 s within 10 s", late.Message, StringComparison.Ordinal);
        Assert.Contains("1 publishes /joint_commands_stamped", late.Message, StringComparison.Ordinal);
        Assert.Contains("last frame that was answered is that of 0.1 s", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_frame_that_nobody_answers_is_sent_again()
    {
        using Commander commander = new();
        var time = new ManualTime(advanceOnWait: true);
        Task<SimulationReport> run = Run(Options, time);
        commander.WaitForFrame(run);
        time.Advance(TimeSpan.FromSeconds(3));
        commander.WaitForFrame(run);
        Assert.Equal((0, 0u), (commander.Frame.Header.Stamp.Sec, commander.Frame.Header.Stamp.Nanosec));
        commander.Send(commander.Frame, new double[6]);
        commander.WaitForFrame(run);
        Assert.Equal(50_000_000u, commander.Frame.Header.Stamp.Nanosec);
        await _stop.CancelAsync();
        await run.WaitAsync(Patience);
        Assert.Equal(1, _log.Count("It is sent again"));
    }

    private async Task<List<string>> Trajectory(SimulationNodeOptions options)
    {
        using var stop = new CancellationTokenSource();
        using Commander commander = new(Actions(options.Domain));
        Task<SimulationReport> run = Run(options, TimeProvider.System, stop.Token);
        commander.Answer(run, 20);
        await stop.CancelAsync();
        SimulationReport report = await run.WaitAsync(Patience);
        Assert.Equal(0, report.CommandsRejected);
        Assert.Equal(options.Settings.Disturbances.CameraNoise > 0, report.Disturbances.NoisyFrames > 0);
        return commander.Seen;
    }

    private static int Actions(string domain)
    {
        using PhysicsEnvironment world = Worlds.Create(domain, RenderPreset.Plain);
        return world.Robot.ActionSize;
    }

    private Task<SimulationReport> Run(SimulationNodeOptions options, TimeProvider time, CancellationToken? stop = null) => Task.Factory.StartNew(
        () =>
        {
            using var sim = new SimulationNode(options, _log.Logger, time);
            return sim.Run(stop ?? _stop.Token);
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
