using System.Text.Json;
using GenRL.Simulation.Disturbances;
using GenRL.Simulation.Node;
using GenRL.Simulation.Randomisation;
using ROS2;
using sensor_msgs.msg;
using std_msgs.msg;

namespace GenRL.Simulation.Tests.Node;

/// <summary>Randomisation and disturbances through the node, stepped by hand.</summary>
[Collection(RosGraph.Name)]
public sealed class StartConditionsTests : IDisposable
{
    private static readonly SimulationNodeOptions Standing = new() { Start = StartPose.Standing, Render = RenderPreset.Plain };
    private readonly CollectedLog _log = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("genrl-conditions-").FullName;

    public StartConditionsTests() => RCLdotnet.Init(new RclOptions { DomainId = 1 + (Environment.ProcessId % 200), Range = DiscoveryRange.Off });

    public void Dispose()
    {
        RCLdotnet.Shutdown();
        _log.Logger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private SimulationNode Make(SimulationNodeOptions options) => new(options, _log.Logger, new ManualTime(advanceOnWait: true));

    [Fact]
    public void Every_start_is_logged_with_its_seed_and_what_it_drew()
    {
        string path = Path.Combine(_folder, "episode.jsonl");
        var options = new RandomisationOptions { Mass = new(0.8, 1.2), ActionLatencySteps = new(1, 2) };
        using (SimulationNode sim = Make(Standing with { EpisodeLog = path, EpisodeS = 0.2, Seed = 6, Settings = new() { Randomisation = options } }))
        {
            Steps(sim, 20);
            JsonElement[] starts = [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("conditions", out _))];
            Assert.Equal([(0, 6UL), (1, 7UL), (2, 8UL)], starts.Select(start => (start.GetProperty("episode").GetInt32(), start.GetProperty("seed").GetUInt64())));
            using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain);
            foreach (JsonElement start in starts)
            {
                RandomisationDraw drawn = RandomisationDraw.From(options, world.Model, start.GetProperty("seed").GetUInt64());
                JsonElement conditions = start.GetProperty("conditions");
                Assert.Equal(["mass", "action_latency_steps"], conditions.EnumerateObject().Select(one => one.Name));
                Assert.Equal(drawn.Mass, conditions.GetProperty("mass").EnumerateArray().Select(one => one.GetDouble()));
                Assert.Equal(drawn.ActionLatencySteps, conditions.GetProperty("action_latency_steps").GetInt32());
            }
        }
    }

    [Fact]
    public void Commands_take_effect_as_many_control_steps_later_as_was_drawn()
    {
        ROS2.Node node = RCLdotnet.CreateNode("controller");
        Publisher<Float64MultiArray> commands = node.CreatePublisher<Float64MultiArray>("/joint_commands");
        Subscription<JointState> states = node.CreatePolledSubscription<JointState>("/joint_states", QosProfile.SensorDataProfile);
        using SimulationNode sim = Make(Standing with { Settings = new() { Randomisation = new() { ActionLatencySteps = new(2, 2) } } });
        commands.Publish(new Float64MultiArray { Data = [10, 0, 0, 0, 0, 0] });
        var state = new JointState();
        List<double> efforts = [];
        for (int step = 0; step < 4; step++)
        {
            sim.Step();
            Assert.True(states.TryTake(state));
            efforts.Add(state.Effort[0]);
        }

        Assert.Equal([0, 0, 10, 10], efforts);
    }

    [Fact]
    public void Frames_that_are_lost_or_late_are_counted_and_late_ones_keep_their_stamp()
    {
        using (SimulationNode blind = Make(Standing with { Settings = new() { Disturbances = new() { DroppedFrames = 1 } } }))
        {
            Steps(blind, 20);
            Assert.Equal((0, 10), (blind.Report.Frames, blind.Report.Disturbances.FramesDropped));
        }

        ROS2.Node node = RCLdotnet.CreateNode("listener");
        Subscription<Image> images = node.CreatePolledSubscription<Image>("/camera/image_raw", QosProfile.SensorDataProfile);
        using SimulationNode sim = Make(Standing with { Settings = new() { Disturbances = new() { LateFrames = 1, FrameDelayS = new(0.07, 0.07) } } });
        var image = new Image();
        List<(long At, long Stamp)> seen = [];
        for (int step = 1; step <= 10; step++)
        {
            sim.Step();
            if (images.TryTake(image))
            {
                seen.Add((step * 25, image.Header.Stamp.Nanosec / 1_000_000));
            }
        }

        Assert.Equal([(125, 50), (175, 100), (225, 150)], seen);
        Assert.Equal(3, sim.Report.Disturbances.FramesLate);
    }

    [Fact]
    public void Noise_changes_what_is_measured_and_not_what_happens()
    {
        ROS2.Node node = RCLdotnet.CreateNode("listener");
        Subscription<JointState> states = node.CreatePolledSubscription<JointState>("/joint_states", QosProfile.SensorDataProfile);
        Subscription<Image> images = node.CreatePolledSubscription<Image>("/camera/image_raw", QosProfile.SensorDataProfile);
        (JointState clean, Image picture, double x) = Measure(new());
        (JointState noisy, Image grain, double noisyX) = Measure(new() { JointPositionNoise = 0.01, JointVelocityNoise = 0.1, CameraNoise = 6 });
        Assert.Equal(x, noisyX);
        Assert.Equal(clean.Effort, noisy.Effort);

        // six motors' joints are measured; where the root is stands behind them as it is
        Assert.All(clean.Position.Zip(noisy.Position).Take(6), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 1e-9, 0.06));
        Assert.Equal(clean.Position.Skip(6), noisy.Position.Skip(6));
        Assert.InRange(picture.Data.Zip(grain.Data).Average(pair => Math.Abs(pair.First - pair.Second)), 2, 8);

        (JointState, Image, double) Measure(DisturbanceOptions disturbances)
        {
            using SimulationNode sim = Make(Standing with { Settings = new() { Disturbances = disturbances } });
            Steps(sim, 10);
            var (state, image) = (new JointState(), new Image());
            Assert.True(states.TryTake(state) && images.TryTake(image));
            bool noise = disturbances.CameraNoise > 0;
            Assert.Equal((noise ? 5 : 0, noise ? 10 : 0), (sim.Report.Disturbances.NoisyFrames, sim.Report.Disturbances.NoisyJointStates));
            return (state, image, sim.Report.DistanceM);
        }
    }

    [Fact]
    public void Steady_operation_under_every_disturbance_makes_no_garbage()
    {
        DisturbanceOptions everything = new()
        {
            Push = new() { MeanIntervalS = 0.2 }, DroppedFrames = 0.1, LateFrames = 0.3, JointPositionNoise = 0.01, JointVelocityNoise = 0.1, CameraNoise = 4,
        };
        using SimulationNode sim = Make(Standing with { Settings = new() { Randomisation = new() { ActionLatencySteps = new(2, 2) }, Disturbances = everything } });
        Steps(sim, 300);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps(sim, 200);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sim.Report.Disturbances is { Pushes: > 0, FramesDropped: > 0, FramesLate: > 0 });
    }

    private static void Steps(SimulationNode sim, int count)
    {
        for (int i = 0; i < count; i++)
        {
            sim.Step();
        }
    }
}
