using System.Diagnostics;
using System.Text.Json;
using GenRL.Robots;
using GenRL.Simulation.Node;
using GenRL.Simulation.Walker;
using ROS2;
using sensor_msgs.msg;
using std_msgs.msg;
using std_srvs.srv;

namespace GenRL.Simulation.Tests.Node;

/// <summary>The robot on ROS 2, stepped by hand over DDS's local delivery, in a domain of this process's own.</summary>
public sealed class SimulationNodeTests : IDisposable
{
    private readonly CollectedLog _log = new();
    private readonly string _logFile = Path.Combine(Path.GetTempPath(), $"genrl-sim-{Environment.ProcessId}", "episode.jsonl");

    public SimulationNodeTests() => RCLdotnet.Init(new RclOptions { DomainId = 1 + (Environment.ProcessId % 200), Range = DiscoveryRange.Off });

    public void Dispose()
    {
        RCLdotnet.Shutdown();
        _log.Logger.Dispose();
        if (Directory.Exists(Path.GetDirectoryName(_logFile)))
        {
            Directory.Delete(Path.GetDirectoryName(_logFile)!, recursive: true);
        }
    }

    private SimulationNode Make(SimulationNodeOptions? options = null) =>
        new(options ?? new SimulationNodeOptions { Start = StartPose.Standing, Render = RenderPreset.Plain }, _log.Logger, new ManualTime(advanceOnWait: true));

    private static void Steps(SimulationNode sim, int count)
    {
        for (int i = 0; i < count; i++)
        {
            sim.Step();
        }
    }

    private static Float64MultiArray Command(params double[] torques) => new() { Data = [.. torques] };

    private static double KneeOf(Subscription<JointState> states)
    {
        var state = new JointState();
        Assert.True(states.TryTake(state));
        return state.Position[1];
    }

    [Fact]
    public void A_quadruped_tells_of_sixteen_joints_and_follows_twelve_targets()
    {
        ROS2.Node node = RCLdotnet.CreateNode("listener");
        Subscription<JointState> states = node.CreatePolledSubscription<JointState>("/joint_states", QosProfile.SensorDataProfile);
        Publisher<Float64MultiArray> commands = node.CreatePublisher<Float64MultiArray>("/joint_commands", QosProfile.KeepLast(1).WithBestEffort());
        using SimulationNode sim = Make(new SimulationNodeOptions { Domain = "quadruped", Start = StartPose.Standing, Render = RenderPreset.Plain });
        for (int step = 0; step < 20; step++)
        {
            commands.Publish(Command([.. Enumerable.Repeat(0.5, 12)]));
            sim.Step();
        }

        var state = new JointState();
        Assert.True(states.TryTake(state));
        Assert.Equal(["yaw_front_left", "pitch_front_left", "knee_front_left", "ankle_front_left"], state.Name.Take(4));
        Assert.Equal((16, 16, 16), (state.Position.Count, state.Velocity.Count, state.Effort.Count));
        Assert.True(state.Position[0] > 0.1, "the yaw did not follow its target");
        Assert.Equal(20, sim.Report.CommandsAccepted);
    }

    [Fact]
    public void Joint_states_come_at_the_control_rate_and_frames_at_the_agent_rate_with_the_simulated_time()
    {
        ROS2.Node node = RCLdotnet.CreateNode("listener");
        Subscription<JointState> states = node.CreatePolledSubscription<JointState>("/joint_states", QosProfile.SensorDataProfile);
        Subscription<Image> images = node.CreatePolledSubscription<Image>("/camera/image_raw", QosProfile.SensorDataProfile);
        Subscription<rosgraph_msgs.msg.Clock> clocks = node.CreatePolledSubscription<rosgraph_msgs.msg.Clock>("/clock", QosProfile.ClockProfile);
        using SimulationNode sim = Make();
        var (state, image, clock) = (new JointState(), new Image(), new rosgraph_msgs.msg.Clock());
        for (int step = 1; step <= 82; step++)
        {
            sim.Step();
            long expectedNs = step * 25_000_000L;
            Assert.True(states.TryTake(state));
            Assert.True(clocks.TryTake(clock));
            Assert.Equal(expectedNs, state.Header.Stamp.Sec * 1_000_000_000L + state.Header.Stamp.Nanosec);
            Assert.Equal(expectedNs, clock.Clock_.Sec * 1_000_000_000L + clock.Clock_.Nanosec);
            Assert.Equal(step % 2 == 0, images.TryTake(image));
            if (step % 2 == 0)
            {
                Assert.Equal(state.Header.Stamp.Nanosec, image.Header.Stamp.Nanosec);
            }
        }

        Assert.Equal(["right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle"], state.Name);
        Assert.Equal((6, 6, 6), (state.Position.Count, state.Velocity.Count, state.Effort.Count));
    }

    [Fact]
    public void The_published_image_is_the_camera_frame_in_rgb8()
    {
        ROS2.Node node = RCLdotnet.CreateNode("listener");
        Subscription<Image> images = node.CreatePolledSubscription<Image>("/camera/image_raw", QosProfile.SensorDataProfile);
        Subscription<CameraInfo> infos = node.CreatePolledSubscription<CameraInfo>("/camera/camera_info", QosProfile.SensorDataProfile);
        using SimulationNode sim = Make();
        Steps(sim, 2);
        var (image, info) = (new Image(), new CameraInfo());
        Assert.True(images.TryTake(image));
        Assert.True(infos.TryTake(info));
        Assert.Equal((64u, 64u, "rgb8", 192u, 12288), (image.Width, image.Height, image.Encoding, image.Step, image.Data.Count));
        Assert.Equal((64u, 64u), (info.Width, info.Height));
        Assert.Equal(32 / Math.Tan(Math.PI / 8), info.K[0], 9);

        using var twin = new WalkerEnvironment(RenderPreset.Plain);
        twin.ResetTo(new double[9]);
        twin.StepCommands(new double[6]);
        twin.StepCommands(new double[6]);
        var frame = new byte[FrameFormat.Bytes];
        twin.ReadPixels(frame);
        for (int pixel = 0; pixel < 4096; pixel++)
        {
            Assert.Equal((frame[pixel], frame[4096 + pixel], frame[8192 + pixel]),
                (image.Data[3 * pixel], image.Data[3 * pixel + 1], image.Data[3 * pixel + 2]));
        }
    }

    [Fact]
    public void Torques_move_the_joints_they_are_meant_for()
    {
        ROS2.Node node = RCLdotnet.CreateNode("controller");
        Publisher<Float64MultiArray> commands = node.CreatePublisher<Float64MultiArray>("/joint_commands");
        Subscription<JointState> states = node.CreatePolledSubscription<JointState>("/joint_states", QosProfile.SensorDataProfile);
        using SimulationNode sim = Make();
        commands.Publish(Command(0, -50, 0, 0, 0, 0));
        Steps(sim, 3);
        var state = new JointState();
        Assert.True(states.TryTake(state));
        Assert.True(state.Position[1] < -0.2, $"right knee at {state.Position[1]}");
        Assert.True(state.Position[4] > state.Position[1] / 3, $"left knee at {state.Position[4]}");
        Assert.Equal(-50, state.Effort[1], 6);
        Assert.Equal(1, sim.Report.CommandsAccepted);
    }

    [Fact]
    public void Commands_that_cannot_be_meant_are_refused_counted_and_explained()
    {
        ROS2.Node node = RCLdotnet.CreateNode("controller");
        Publisher<Float64MultiArray> commands = node.CreatePublisher<Float64MultiArray>("/joint_commands");
        using SimulationNode sim = Make();
        Float64MultiArray[] bad =
        [
            Command(), Command(1, 2, 3, 4, 5), Command(1, 2, 3, 4, 5, 6, 7), Command(0, 0, double.NaN, 0, 0, 0),
            Command(0, 0, 0, 0, 0, double.NegativeInfinity), Command(new double[100_000]),
        ];
        foreach (Float64MultiArray command in bad)
        {
            commands.Publish(command);
            Steps(sim, 41);
        }

        Assert.Equal((0, 6), (sim.Report.CommandsAccepted, sim.Report.CommandsRejected));
        Assert.Equal(1, _log.Count("it has 5 commands, the walker takes 6"));
        Assert.Equal(1, _log.Count("the command of right_ankle is NaN"));
        Assert.Equal(0, sim.Report.CommandTimeouts);
    }

    [Fact]
    public void A_flood_of_bad_commands_is_explained_once_per_second_only()
    {
        ROS2.Node node = RCLdotnet.CreateNode("controller");
        Publisher<Float64MultiArray> commands = node.CreatePublisher<Float64MultiArray>("/joint_commands");
        using SimulationNode sim = Make();
        for (int i = 0; i < 80; i++)
        {
            commands.Publish(Command(1));
            sim.Step();
        }

        Assert.Equal(80, sim.Report.CommandsRejected);
        Assert.Equal(2, _log.Count("Joint command refused"));
    }

    [Fact]
    public void Half_a_second_without_commands_switches_the_actuators_off_once_and_a_command_switches_them_on_again()
    {
        ROS2.Node node = RCLdotnet.CreateNode("controller");
        Publisher<Float64MultiArray> commands = node.CreatePublisher<Float64MultiArray>("/joint_commands");
        Subscription<JointState> states = node.CreatePolledSubscription<JointState>("/joint_states", QosProfile.SensorDataProfile);
        using SimulationNode sim = Make();
        commands.Publish(Command(10, 0, 0, 0, 0, 0));
        var state = new JointState();
        var efforts = new List<double>();
        for (int i = 0; i < 60; i++)
        {
            sim.Step();
            states.TryTake(state);
            efforts.Add(state.Effort[0]);
        }

        Assert.Equal(20, efforts.Count(effort => effort == 10));
        Assert.All(efforts[20..], effort => Assert.Equal(0, effort));
        Assert.Equal((1L, 1), (sim.Report.CommandTimeouts, _log.Count("actuators off")));
        commands.Publish(Command(10, 0, 0, 0, 0, 0));
        sim.Step();
        states.TryTake(state);
        Assert.Equal(10, state.Effort[0]);
        Assert.Equal(2, _log.Count("actuators on"));
    }

    [Fact]
    public void The_reset_service_puts_the_robot_back_while_the_clock_goes_on()
    {
        ROS2.Node node = RCLdotnet.CreateNode("operator");
        Publisher<Float64MultiArray> commands = node.CreatePublisher<Float64MultiArray>("/joint_commands");
        Client<Trigger, Trigger_Request, Trigger_Response> reset = node.CreateClient<Trigger, Trigger_Request, Trigger_Response>("/sim/reset");
        Subscription<JointState> states = node.CreatePolledSubscription<JointState>("/joint_states", QosProfile.SensorDataProfile);
        using SimulationNode sim = Make();
        commands.Publish(Command(0, -50, 0, 0, 0, 0));
        Steps(sim, 10);
        Assert.True(KneeOf(states) < -0.5);
        long start = Stopwatch.GetTimestamp();
        while (!reset.ServiceIsReady())
        {
            RCLdotnet.SpinOnce(node, 20);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        }

        Task<Trigger_Response> reply = reset.SendRequestAsync(new Trigger_Request());
        long before = sim.NowNs;
        while (sim.Report.Resets == 0)
        {
            sim.Step();
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        }

        Assert.InRange(KneeOf(states), -0.05, 0.05);
        Assert.True(sim.NowNs > before);
        while (!reply.IsCompleted)
        {
            RCLdotnet.SpinOnce(node, 20);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        }

        Assert.True(reply.Result.Success);
        Assert.Contains("standing", reply.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_reaches_late_listeners_and_loads()
    {
        using SimulationNode sim = Make();
        ROS2.Node node = RCLdotnet.CreateNode("late");
        string? urdf = null;
        node.CreateSubscription<std_msgs.msg.String>("/robot_description", message => urdf = message.Data, QosProfile.KeepLast(1).WithTransientLocal());
        long start = Stopwatch.GetTimestamp();
        while (urdf is null)
        {
            RCLdotnet.SpinOnce(node, 20);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        }

        Assert.StartsWith("<robot name=\"walker\">", urdf, StringComparison.Ordinal);
    }

    [Fact]
    public void The_episode_log_holds_one_whole_line_per_agent_step()
    {
        using (SimulationNode sim = Make(new SimulationNodeOptions { EpisodeLog = _logFile, Render = RenderPreset.Plain, Seed = 5, EpisodeS = 0.5 }))
        {
            Steps(sim, 44);
            List<JsonElement> lines = [.. File.ReadAllLines(_logFile).Select(line => JsonDocument.Parse(line).RootElement)];
            Assert.Equal(22, lines.Count);
            Assert.Equal(Enumerable.Range(1, 22).Select(i => i * 0.05), lines.Select(l => l.GetProperty("time_s").GetDouble()), (a, b) => Math.Abs(a - b) < 1e-9);
            Assert.Equal([0, 1, 2], lines.Select(l => l.GetProperty("episode").GetInt32()).Distinct());
            Assert.Equal(10, lines.Count(l => l.GetProperty("episode").GetInt32() == 1));
            AssertEqualsATwin(lines[9]);
            Assert.Equal(2, sim.Report.Resets);
        }
    }

    private static void AssertEqualsATwin(JsonElement line)
    {
        using var twin = new WalkerEnvironment(RenderPreset.Plain);
        twin.Reset(5);
        double[] rewards = new double[9], last = new double[9];
        for (int i = 0; i < 20; i++)
        {
            twin.StepCommands(new double[6]);
            if (i >= 18)
            {
                twin.Judge(last);
                rewards = [.. rewards.Zip(last, (a, b) => a + b)];
            }
        }

        Assert.Equal(twin.Physics.TorsoHeight, line.GetProperty("torso_height_m").GetDouble(), 1e-6);
        Assert.Equal(twin.Physics.TorsoUpright, line.GetProperty("upright").GetDouble(), 1e-6);
        Assert.Equal(twin.Physics.HorizontalVelocity, line.GetProperty("speed_m_per_s").GetDouble(), 1e-6);
        foreach ((string task, double reward) in twin.Tasks.Zip(rewards))
        {
            Assert.Equal(reward, line.GetProperty("rewards").GetProperty(task).GetDouble(), 1e-6);
        }
    }

    [Fact]
    public void A_fallen_robot_is_left_where_it_is_unless_episodes_are_asked_for()
    {
        using SimulationNode sim = Make();
        Steps(sim, 1100);
        Assert.Equal(0, sim.Report.Resets);
    }

    [Fact]
    public void Running_keeps_pace_with_the_clock_and_ends_when_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var time = new ManualTime(advanceOnWait: true);
        using var sim = new SimulationNode(new SimulationNodeOptions { Speed = 2, Render = RenderPreset.Plain }, _log.Logger, time);
        time.Waited = elapsed =>
        {
            if (elapsed >= TimeSpan.FromSeconds(2))
            {
                stop.Cancel();
            }
        };
        SimulationReport report = sim.Run(stop.Token);
        Assert.InRange(report.SimulatedS, 3.9, 4.1);
        Assert.Equal(report.ControlSteps / 2 + 1, report.Frames);
        Assert.Equal(0, report.LateSteps);
        Assert.Equal(1, _log.Count("Simulation ends"));
    }

    [Fact]
    public void Steady_operation_makes_no_garbage()
    {
        ROS2.Node node = RCLdotnet.CreateNode("controller");
        Publisher<Float64MultiArray> commands = node.CreatePublisher<Float64MultiArray>("/joint_commands");
        Float64MultiArray command = Command(1, 2, 3, 4, 5, 6);
        using SimulationNode sim = Make(new SimulationNodeOptions { EpisodeLog = _logFile, Render = RenderPreset.Smooth });
        Run(200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(200);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                commands.Publish(command);
                sim.Step();
            }
        }
    }

    [Fact]
    public void Options_without_meaning_are_refused_by_name()
    {
        Assert.Contains("speed", Refused(new() { Speed = 0 }), StringComparison.Ordinal);
        Assert.Contains("speed", Refused(new() { Speed = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("episode", Refused(new() { EpisodeS = -1 }), StringComparison.Ordinal);
        Assert.Contains("timeout", Refused(new() { CommandTimeoutS = 0 }), StringComparison.Ordinal);
        Assert.Contains("walker", Refused(new() { Domain = "centaur" }), StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => Make(new() { EpisodeLog = "/dev/null/log.jsonl" }));

        string Refused(SimulationNodeOptions options) => Assert.Throws<ArgumentException>(() => Make(options)).Message;
    }
}
