using System.Diagnostics;
using System.Runtime.InteropServices;
using GenRL.Testing;
using genrl_msgs.msg;
using genrl_msgs.srv;
using ROS2;
using sensor_msgs.msg;
using Serilog.Core;
using std_msgs.msg;

namespace GenRL.Control.Tests;

/// <summary>The whole node over DDS, against a robot played by the test.</summary>
public sealed class ControlNodeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RandomPackage random = new();
    private readonly CancellationTokenSource end = new();
    private readonly Node robot;
    private readonly Publisher<Image> images;
    private readonly Publisher<JointState> joints;
    private readonly Subscription<Float64MultiArray> commands;
    private readonly Float64MultiArray command = new();
    private readonly Image image = new() { Width = 64, Height = 64, Step = 192, Encoding = "rgb8" };
    private readonly JointState joint = new() { Name = { "knee", "hip", "ankle" }, Position = { -1, 0, 0 }, Velocity = { 0, 0, 0 } };
    private PolicyStatus status = new();

    public ControlNodeTests()
    {
        random.Add(RandomConditionedPolicy.Make(RandomPackage.Sizes));
        RCLdotnet.Init(new RclOptions { DomainId = 1 + (Environment.ProcessId % 200) });
        robot = RCLdotnet.CreateNode("test_robot");
        images = robot.CreatePublisher<Image>("/camera/image_raw", QosProfile.SensorDataProfile);
        joints = robot.CreatePublisher<JointState>("/joint_states", QosProfile.SensorDataProfile);
        commands = robot.CreatePolledSubscription<Float64MultiArray>("/joint_commands", QosProfile.KeepLast(1));
        robot.CreateSubscription<PolicyStatus>("/control/status", message => status = message);
        CollectionsMarshal.SetCount(image.Data, 64 * 64 * 3);
    }

    public void Dispose()
    {
        end.Dispose();
        RCLdotnet.Shutdown();
        random.Dispose();
    }

    [Fact]
    public async Task A_robot_is_armed_driven_retargeted_and_left_without_torque()
    {
        var options = new ControlOptions { Package = random.Folder, Behaviour = "walk", StatusPeriodS = 0.05, HoldAfterS = 5, StopAfterS = 20 };
        var ready = new TaskCompletionSource();
        Task<ControlReport> running = ControlNode.RunAsync(options, Logger.None, ready.SetResult, end.Token);
        await ready.Task.WaitAsync(Patience);
        var arm = robot.CreateClient<SetArmed, SetArmed_Request, SetArmed_Response>("/control/arm");
        var load = robot.CreateClient<LoadBehaviour, LoadBehaviour_Request, LoadBehaviour_Response>("/control/load_behaviour");
        var task = robot.CreateClient<SetTask, SetTask_Request, SetTask_Response>("/control/set_task");

        PlayUntil(() => status.Ticks > 3 && arm.ServiceIsReady() && load.ServiceIsReady() && task.ServiceIsReady(), "the node to see frames");
        Assert.Equal("inactive", status.State);
        Task<SetArmed_Response> armed = arm.SendRequestAsync(new SetArmed_Request { Arm = true });
        PlayUntil(() => armed.IsCompleted, "the answer to arming");
        Assert.True(armed.Result.Success, armed.Result.Message);
        PlayUntil(() => status.State == "active" && command.Data.Exists(torque => torque != 0), "torque");
        Assert.Equal(3, command.Data.Count);

        Task<LoadBehaviour_Response> loaded = load.SendRequestAsync(new LoadBehaviour_Request { PackagePath = random.Folder, Behaviour = "stand" });
        PlayUntil(() => loaded.IsCompleted, "the answer to loading");
        Assert.True(loaded.Result.Success, loaded.Result.Message);
        PlayUntil(() => status.Behaviour == "stand", "the status to name the new behaviour");

        Task<SetTask_Response> told = task.SendRequestAsync(new SetTask_Request
        {
            PackagePath = random.Folder, Label = "swing the hip", Task = [.. RandomConditionedPolicy.Axis(RandomPackage.Sizes, 0)],
        });
        PlayUntil(() => told.IsCompleted, "the answer to the task");
        Assert.True(told.Result.Success, told.Result.Message);
        PlayUntil(() => status.Behaviour == "swing the hip" && command.Data[0] > 90, "the torque and the status of the task");

        end.Cancel();
        ControlReport report = await running.WaitAsync(Patience);
        PlayUntil(() => command.Data.TrueForAll(torque => torque == 0), "the last command");
        Assert.Equal("swing the hip", report.Behaviour);
        Assert.True(report.Ticks > 5);
        Assert.InRange(report.LatencyP50Ms, 0.001, 10_000);
    }

    [Fact]
    public async Task In_a_namespace_the_node_hears_its_own_robot_only_and_answers_each_frame_with_its_stamp()
    {
        Node left = RCLdotnet.CreateNode("test_robot", "left");
        Publisher<Image> frames = left.CreatePublisher<Image>("camera/image_raw", QosProfile.SensorDataProfile);
        Publisher<JointState> states = left.CreatePublisher<JointState>("joint_states", QosProfile.SensorDataProfile);
        Subscription<JointCommand> answers = left.CreatePolledSubscription<JointCommand>("joint_commands_stamped", QosProfile.KeepLast(1));
        var options = new ControlOptions { Package = random.Folder, Namespace = "left", HoldAfterS = 5, StopAfterS = 20 };
        var ready = new TaskCompletionSource();
        Task<ControlReport> running = ControlNode.RunAsync(options, Logger.None, ready.SetResult, end.Token);
        await ready.Task.WaitAsync(Patience);

        var answer = new JointCommand();
        PlayUntil(() => frames.SubscriptionCount > 0 && answers.PublisherCount > 0, "the node to appear in its namespace");
        Image own = new() { Width = 64, Height = 64, Step = 192, Encoding = "rgb8", Data = image.Data };
        for (int frame = 1; frame <= 3; frame++)
        {
            own.Header.Stamp.Sec = frame;
            PlayUntil(
                () =>
                {
                    states.Publish(joint);
                    frames.Publish(own);
                    return answers.TryTake(answer) && answer.Header.Stamp.Sec == frame;
                },
                "the answer to a frame");
            Assert.Equal([0, 0, 0], answer.Command);
        }

        end.Cancel();
        Assert.True((await running.WaitAsync(Patience)).Ticks >= 3);
        Assert.False(commands.TryTake(command));
        Assert.Equal(0, images.SubscriptionCount);
    }

    private void PlayUntil(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"Waited {Patience.TotalSeconds} s for {what}.");
            joints.Publish(joint);
            images.Publish(image);
            RCLdotnet.SpinOnce(robot, 10);
            commands.TryTake(command);
        }
    }
}
