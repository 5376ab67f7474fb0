using System.Runtime.InteropServices;
using builtin_interfaces.msg;
using GenRL.Robots;
using GenRL.Simulation.Urdf;
using ROS2;
using sensor_msgs.msg;

namespace GenRL.Simulation.Node;

/// <summary>
/// Everything the robot tells the world, in messages that are reused. All streams are best effort, so that a stopped
/// listener can never hold up the robot.
/// </summary>
internal sealed class SensorOutput : IDisposable
{
    private const string CameraFrame = "side_camera_optical_frame";

    private readonly PhysicsEnvironment _world;
    private readonly Publisher<rosgraph_msgs.msg.Clock> _clockTopic;
    private readonly Publisher<JointState> _jointTopic;
    private readonly Publisher<Image> _imageTopic;
    private readonly Publisher<CameraInfo> _infoTopic;
    private readonly Publisher<std_msgs.msg.String> _descriptionTopic;
    private readonly rosgraph_msgs.msg.Clock _clock = new();
    private readonly JointState _joints = new();
    private readonly Image _image = new();
    private readonly CameraInfo _info = new();
    private readonly byte[] _frame = new byte[FrameFormat.Bytes];

    public SensorOutput(ROS2.Node node, PhysicsEnvironment world)
    {
        _world = world;
        QosProfile sensor = QosProfile.SensorDataProfile;
        _clockTopic = node.CreatePublisher<rosgraph_msgs.msg.Clock>("/clock", QosProfile.ClockProfile);
        _jointTopic = node.CreatePublisher<JointState>("/joint_states", sensor);
        _imageTopic = node.CreatePublisher<Image>("/camera/image_raw", sensor);
        _infoTopic = node.CreatePublisher<CameraInfo>("/camera/camera_info", sensor);
        _descriptionTopic = node.CreatePublisher<std_msgs.msg.String>("/robot_description", QosProfile.KeepLast(1).WithTransientLocal());
        PrepareJoints();
        PrepareImage();
        PrepareInfo();
        _descriptionTopic.Publish(new std_msgs.msg.String { Data = UrdfWriter.Write(world) });
    }

    public long Frames { get; private set; }

    private void PrepareJoints()
    {
        int joints = _world.Robot.Joints.Count;
        _joints.Name.AddRange(_world.Robot.Joints.Select(joint => joint.Name));
        CollectionsMarshal.SetCount(_joints.Position, joints);
        CollectionsMarshal.SetCount(_joints.Velocity, joints);
        CollectionsMarshal.SetCount(_joints.Effort, joints);
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
        _world.ReadJoints(
            CollectionsMarshal.AsSpan(_joints.Position), CollectionsMarshal.AsSpan(_joints.Velocity), CollectionsMarshal.AsSpan(_joints.Effort));
        _jointTopic.Publish(_joints);
    }

    /// <summary>Takes and publishes a camera frame, stamped with the simulated time of the capture.</summary>
    public void PublishFrame(long nowNs)
    {
        _world.ReadPixels(_frame);
        Interleave(_frame, CollectionsMarshal.AsSpan(_image.Data));
        Stamp(_image.Header.Stamp, nowNs);
        Stamp(_info.Header.Stamp, nowNs);
        _imageTopic.Publish(_image);
        _infoTopic.Publish(_info);
        Frames++;
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
    }
}
