using System.Diagnostics;
using genrl_msgs.msg;
using ROS2;
using sensor_msgs.msg;

namespace GenRL.Simulation.Tests.Node;

/// <summary>A scripted controller for lockstep: answers every frame with commands that follow from the picture and the joints, and keeps what it saw.</summary>
internal sealed class Commander : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ROS2.Node _node;
    private readonly Subscription<Image> _images;
    private readonly Subscription<JointState> _states;
    private readonly Publisher<JointCommand> _commands;
    private readonly JointState _joints = new();
    private readonly int _actions;

    /// <param name="actions">Values of a command.</param>
    /// <param name="space">Namespace of the robot.</param>
    public Commander(int actions = 6, string space = "")
    {
        _actions = actions;
        _node = RCLdotnet.CreateNode("commander", space);
        _images = _node.CreatePolledSubscription<Image>("camera/image_raw", QosProfile.KeepLast(1));
        _states = _node.CreatePolledSubscription<JointState>("joint_states", QosProfile.SensorDataProfile);
        _commands = _node.CreatePublisher<JointCommand>("joint_commands_stamped", QosProfile.KeepLast(1));
    }

    /// <summary>Everything seen so far, frame by frame: stamp, joints bit by bit, and a number made of the picture.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>The newest frame.</summary>
    public Image Frame { get; } = new();

    /// <summary>Waits for the next frame.</summary>
    /// <param name="alive">Fails when what sends frames has ended.</param>
    public void WaitForFrame(Task alive)
    {
        long start = Stopwatch.GetTimestamp();
        while (!_images.TryTake(Frame))
        {
            Assert.False(alive.IsCompleted, alive.Exception?.ToString() ?? "the simulator has ended");
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "no frame came");
            _images.WaitForMessage(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Answers frames.</summary>
    public void Answer(Task alive, int frames)
    {
        for (int i = 0; i < frames; i++)
        {
            WaitForFrame(alive);
            _states.TryTake(_joints);
            int picture = Frame.Data.Aggregate(17, (sum, value) => unchecked(sum * 31 + value));
            Seen.Add($"{Frame.Header.Stamp.Sec}.{Frame.Header.Stamp.Nanosec} {string.Join(' ', _joints.Position.Concat(_joints.Velocity).Select(BitConverter.DoubleToInt64Bits))} {picture}");
            double[] angles = [.. _joints.Position];
            Send(Frame, [.. Enumerable.Range(0, _actions).Select(i => 20 * Math.Sin(3 * angles[i % angles.Length] + i + picture % 100 / 30.0))]);
        }
    }

    /// <summary>Sends one command.</summary>
    public void Send(Image answered, params double[] torques) => _commands.Publish(new JointCommand
    {
        Header = { Stamp = { Sec = answered.Header.Stamp.Sec, Nanosec = answered.Header.Stamp.Nanosec } },
        Command = [.. torques],
    });

    public void Dispose() => _node.Dispose();
}
