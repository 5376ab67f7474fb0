using System.Runtime.InteropServices;
using builtin_interfaces.msg;
using GenRL.Robots;
using GenRL.Simulation.Urdf;
using ROS2;
using sensor_msgs.msg;

namespace GenRL.Simulation.Node;

/// <summary>
/// Everything the robot tells the world, in messages that are reused. All streams are best effort, so that a stopped
/// listener can never hold up the robot; only in lockstep, which waits for a listener anyway, frames are reliable.
/// </summary>
internal sealed class SensorOutput : IDisposable
{
    private const string CameraFrame = "side_camera_optical_frame";

    private readonly PhysicsEnvironment _world;
    private readonly StartConditions _conditions;
    private readonly Publisher<rosgraph_msgs.msg.Clock> _clockTopic;
    private readonly Publisher<JointState> _jointTopic;
    private readonly Publisher<Image> _imageTopic;
    private readonly Publisher<CameraInfo> _infoTopic;
    private readonly Publisher<std_msgs.msg.String> _descriptionTopic;
    private readonly UnactuatedStates _unactuated;
    private readonly rosgraph_msgs.msg.Clock _clock = new();
    private readonly JointState _joints = new();
    private readonly Image _image = new();
    private readonly CameraInfo _info = new();
    private readonly byte[] _frame = new byte[FrameFormat.Bytes];
    private bool _isTaken;

    /// <param name="node">Node that tells; its namespace is that of all topics.</param>
    /// <param name="world">What is measured.</param>
    /// <param name="conditions">Noise on measurements, and what becomes of frames.</param>
    /// <param name="frames">How frames are sent.</param>
    public SensorOutput(ROS2.Node node, PhysicsEnvironment world, StartConditions conditions, QosProfile frames)
    {
        (_world, _conditions) = (world, conditions);
        QosProfile sensor = QosProfile.SensorDataProfile;
        _clockTopic = node.CreatePublisher<rosgraph_msgs.msg.Clock>("clock", QosProfile.ClockProfile);
        _jointTopic = node.CreatePublisher<JointState>("joint_states", sensor);
        _imageTopic = node.CreatePublisher<Image>("camera/image_raw", frames);
        _infoTopic = node.CreatePublisher<CameraInfo>("camera/camera_info", sensor);
        _descriptionTopic = node.CreatePublisher<std_msgs.msg.String>("robot_description", QosProfile.KeepLast(1).WithTransientLocal());
        _unactuated = new UnactuatedStates(node, world.Model, world.Data, world.Robot);
        PrepareJoints();
        PrepareImage();
        PrepareInfo();
        _descriptionTopic.Publish(new std_msgs.msg.String { Data = UrdfWriter.Write(world) });
    }

    /// <summary>Frames sent.</summary>
    public long Frames { get; private set; }

    /// <summary>Stamp of the frame that was sent last.</summary>
    public long LastFrameNs { get; private set; }

    /// <summary>Those who listen to the camera.</summary>
    public int Listeners => _imageTopic.SubscriptionCount;

    private void PrepareJoints()
    {
        int joints = _world.Robot.Joints.Count;
        _joints.Name.AddRange(_world.Robot.Joints.Select(joint => joint.Name));
        CollectionsMarshal.SetCount(_joints.Position, joints);
        CollectionsMarshal.SetCount(_joints.Velocity, joints);
        CollectionsMarshal.SetCount(_joints.Effort, joints);
        _unactuated.Describe(_joints);
    }

    private void PrepareImage()
    {
        _image.Header.FrameId = CameraFrame;
        (_image.Width, _image.Height) = (FrameFormat.Size, FrameFormat.Size);
        _image.Encoding = "rgb8";
        _image.Step = FrameFormat.Size * FrameFormat.Channels;
        CollectionsMarshal.SetCount(_image.Data, FrameFormat.Bytes);
    }

    /// <summary>A pinhole without distortion; pixel centres have whole coordinates, so the middle lies between two of them.</summary>
    private void PrepareInfo()
    {
        double focal = FrameFormat.Size / 2.0 / Math.Tan(_world.CameraFieldOfViewRad / 2);
        const double middle = (FrameFormat.Size - 1) / 2.0;
        _info.Header.FrameId = CameraFrame;
        (_info.Width, _info.Height) = (FrameFormat.Size, FrameFormat.Size);
        _info.DistortionModel = "plumb_bob";
        _info.D.AddRange([0, 0, 0, 0, 0]);
        _info.K = [focal, 0, middle, 0, focal, middle, 0, 0, 1];
        _info.R = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        _info.P = [focal, 0, middle, 0, 0, focal, middle, 0, 0, 0, 1, 0];
    }

    /// <summary>Publishes the simulated time and the joints.</summary>
    public void PublishJoints(long nowNs)
    {
        Stamp(_clock.Clock_, nowNs);
        _clockTopic.Publish(_clock);
        Stamp(_joints.Header.Stamp, nowNs);
        Span<double> positions = CollectionsMarshal.AsSpan(_joints.Position), velocities = CollectionsMarshal.AsSpan(_joints.Velocity);
        _world.ReadJoints(positions, velocities, CollectionsMarshal.AsSpan(_joints.Effort));
        int measured = _world.Robot.Joints.Count;
        _conditions.Noise.AddToJoints(positions[..measured], velocities[..measured]);
        _unactuated.Update(_joints);
        _jointTopic.Publish(_joints);
    }

    /// <summary>Takes a camera frame, to be sent by <see cref="SendNext"/> once or never, stamped with the simulated time of the capture.</summary>
    public void TakeFrame(long nowNs)
    {
        if (_conditions.Fate.Drops())
        {
            return;
        }

        _world.ReadPixels(_frame);
        Span<byte> pixels = CollectionsMarshal.AsSpan(_image.Data);
        Interleave(_frame, pixels);
        _conditions.Noise.AddToFrame(pixels);
        _conditions.Late?.Add(pixels, nowNs, nowNs + _conditions.Fate.DelayNs());
        _isTaken = _conditions.Late is null;
    }

    /// <summary>Sends the last frame again.</summary>
    public void SendAgain() => Send(LastFrameNs);

    /// <summary>Sends the next frame that is due.</summary>
    /// <returns>Whether there was one.</returns>
    public bool SendNext(long nowNs)
    {
        long stampNs = nowNs;
        bool due = _conditions.Late?.TryTake(nowNs, CollectionsMarshal.AsSpan(_image.Data), out stampNs) ?? _isTaken;
        _isTaken = false;
        if (due)
        {
            Send(stampNs);
        }

        return due;
    }

    private void Send(long stampNs)
    {
        Stamp(_image.Header.Stamp, stampNs);
        Stamp(_info.Header.Stamp, stampNs);
        _imageTopic.Publish(_image);
        _infoTopic.Publish(_info);
        (LastFrameNs, Frames) = (stampNs, Frames + 1);
    }

    private static void Interleave(ReadOnlySpan<byte> channelFirst, Span<byte> rgb)
    {
        const int plane = FrameFormat.Size * FrameFormat.Size;
        for (int pixel = 0; pixel < plane; pixel++)
        {
            rgb[3 * pixel] = channelFirst[pixel];
            rgb[3 * pixel + 1] = channelFirst[plane + pixel];
            rgb[3 * pixel + 2] = channelFirst[2 * plane + pixel];
        }
    }

    private static void Stamp(Time stamp, long nowNs)
    {
        stamp.Sec = (int)(nowNs / 1_000_000_000);
        stamp.Nanosec = (uint)(nowNs % 1_000_000_000);
    }

    public void Dispose()
    {
        _clockTopic.Dispose();
        _jointTopic.Dispose();
        _imageTopic.Dispose();
        _infoTopic.Dispose();
        _descriptionTopic.Dispose();
        _unactuated.Dispose();
    }
}
