using System.Runtime.InteropServices;
using GenRL.Robots;
using GenRL.Safety;
using genrl_msgs.msg;
using ROS2;
using sensor_msgs.msg;
using std_msgs.msg;

namespace GenRL.Control;

/// <summary>Frames, joint states and commands over ROS 2. Messages and their lists are reused; the subscriptions keep the newest message only.</summary>
public sealed class RosTransport : IControlTransport
{
    private readonly Subscription<Image> images;
    private readonly Subscription<JointState> jointStates;
    private readonly Publisher<Float64MultiArray> commands;
    private readonly Publisher<JointCommand> answers;
    private readonly Image image = new();
    private readonly JointState jointState = new();
    private readonly Float64MultiArray command = new();
    private readonly JointCommand answer = new();
    private readonly JointStateReader reader;
    private bool answering;

    /// <param name="node">Node that owns the topics.</param>
    /// <param name="joints">Names in action order.</param>
    /// <param name="topics">Topic names.</param>
    public RosTransport(Node node, IReadOnlyList<string> joints, ControlTopics topics)
    {
        QosProfile newest = QosProfile.KeepLast(1).WithBestEffort();
        images = node.CreatePolledSubscription<Image>(topics.Image, newest);
        jointStates = node.CreatePolledSubscription<JointState>(topics.JointStates, newest);
        commands = node.CreatePublisher<Float64MultiArray>(topics.JointCommands, QosProfile.KeepLast(1));
        answers = node.CreatePublisher<JointCommand>(topics.StampedCommands, QosProfile.KeepLast(1));
        reader = new JointStateReader(joints);
        command.Data.AddRange(new double[joints.Count]);
        answer.Command.AddRange(new double[joints.Count]);
    }

    /// <inheritdoc/>
    public bool Wait(TimeSpan longest) => images.WaitForMessage(longest);

    /// <inheritdoc/>
    public TakeResult TakeFrame(Span<byte> interleaved)
    {
        if (!images.TryTake(image))
        {
            return TakeResult.None;
        }

        bool fits = image.Width == FrameFormat.Size && image.Height == FrameFormat.Size
            && image.Step == FrameFormat.Size * FrameFormat.Channels && image.Encoding == "rgb8" && image.Data.Count == interleaved.Length;
        if (!fits)
        {
            return TakeResult.Malformed;
        }

        CollectionsMarshal.AsSpan(image.Data).CopyTo(interleaved);
        answering = true;
        return TakeResult.Taken;
    }

    /// <inheritdoc/>
    public TakeResult TakeJointStates(ref JointVector positionRad, ref JointVector velocityRadPerS)
    {
        if (!jointStates.TryTake(jointState))
        {
            return TakeResult.None;
        }

        return reader.TryRead(jointState.Name, jointState.Position, jointState.Velocity, ref positionRad, ref velocityRadPerS)
            ? TakeResult.Taken
            : TakeResult.Malformed;
    }

    /// <inheritdoc/>
    public void Publish(ReadOnlySpan<double> torqueNm)
    {
        torqueNm.CopyTo(CollectionsMarshal.AsSpan(command.Data));
        commands.Publish(command);
        if (answering)
        {
            answering = false;
            (answer.Header.Stamp.Sec, answer.Header.Stamp.Nanosec) = (image.Header.Stamp.Sec, image.Header.Stamp.Nanosec);
            torqueNm.CopyTo(CollectionsMarshal.AsSpan(answer.Command));
            answers.Publish(answer);
        }
    }
}
