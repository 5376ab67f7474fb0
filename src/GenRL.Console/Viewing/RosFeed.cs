using genrl_msgs.msg;
using GenRL.Robots.Scenes;
using ROS2;
using sensor_msgs.msg;
using Serilog;
using tf2_msgs.msg;

namespace GenRL.OperatorConsole.Viewing;

/// <summary>
/// Shows a robot on ROS 2, simulated or real: joints from <c>joint_states</c>, bodies that move freely from <c>tf</c> (child frames
/// by the body's name), the task from <c>prompt/task</c>. Topics lie in the namespace given. RCLdotnet must have been initialised.
/// </summary>
/// <param name="scene">The robot.</param>
/// <param name="rosNamespace">Namespace of the robot's topics; empty for none.</param>
/// <param name="log">Told once a second at most about messages that cannot be used.</param>
/// <param name="time">Source of time.</param>
public sealed class RosFeed(SceneDescription scene, string rosNamespace, ILogger log, TimeProvider time) : IPoseFeed
{
    private const long PollMs = 50;
    private static readonly TimeSpan ShownEvery = TimeSpan.FromSeconds(1.0 / 60), LiveFor = TimeSpan.FromSeconds(1), WarnedEvery = TimeSpan.FromSeconds(1);

    private readonly JointPose _pose = new(scene);
    private ViewerTask? _task;
    private double _stampS;
    private bool _changed, _heard;
    private long _heardAt, _shownAt, _warnedAt, _refused;

    /// <inheritdoc/>
    public string Source => rosNamespace.Length == 0 ? "ROS 2" : $"ROS 2, {rosNamespace}";

    /// <inheritdoc/>
    public Task RunAsync(Action<ViewerState> show, CancellationToken cancellation) =>
        Task.Factory.StartNew(() => Spin(show, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Spin(Action<ViewerState> show, CancellationToken cancellation)
    {
        using Node node = RCLdotnet.CreateNode("viewer", rosNamespace);
        // best effort: whoever publishes is never held up by somebody watching
        node.CreateSubscription<JointState>("joint_states", Take, QosProfile.KeepLast(10).WithBestEffort()).ReuseMessage = true;
        node.CreateSubscription<TFMessage>("tf", Take, QosProfile.KeepLast(100).WithBestEffort()).ReuseMessage = true;
        node.CreateSubscription<TaskState>("prompt/task", Take, QosProfile.DefaultProfile.WithKeepLast(1).WithTransientLocal());
        _warnedAt = time.GetTimestamp() - time.TimestampFrequency;
        Show(show);
        while (!cancellation.IsCancellationRequested)
        {
            RCLdotnet.SpinOnce(node, PollMs);
            TimeSpan since = time.GetElapsedTime(_shownAt);
            if (since >= (_changed ? ShownEvery : LiveFor))
            {
                Show(show);
            }
        }
    }

    private void Show(Action<ViewerState> show)
    {
        bool live = _heard && time.GetElapsedTime(_heardAt) < LiveFor;
        show(new ViewerState(_stampS, _pose.Current, live, _task));
        (_changed, _shownAt) = (false, time.GetTimestamp());
    }

    private void Take(JointState joints)
    {
        if (_pose.TryTake(joints.Name, joints.Position))
        {
            _stampS = joints.Header.Stamp.Sec + joints.Header.Stamp.Nanosec / 1e9;
            (_changed, _heard, _heardAt) = (true, true, time.GetTimestamp());
            return;
        }

        _refused++;
        if (time.GetElapsedTime(_warnedAt) >= WarnedEvery)
        {
            _warnedAt = time.GetTimestamp();
            log.Warning(
                "Joint states refused: {Names} names and {Positions} positions that are not the {Robot}'s, or not finite ({Refused} so far)",
                joints.Name.Count, joints.Position.Count, scene.Robot, _refused);
        }
    }

    private void Take(TFMessage frames)
    {
        foreach (geometry_msgs.msg.TransformStamped frame in frames.Transforms)
        {
            geometry_msgs.msg.Vector3 place = frame.Transform.Translation;
            geometry_msgs.msg.Quaternion turn = frame.Transform.Rotation;
            _changed |= _pose.TryPlace(frame.ChildFrameId, [place.X, place.Y, place.Z], [turn.W, turn.X, turn.Y, turn.Z]);
        }
    }

    private void Take(TaskState task)
    {
        _task = task.Prompt.Length == 0 ? null : new ViewerTask(task.Prompt, task.Behaviour, task.State, double.IsFinite(task.Confidence) ? task.Confidence : 0);
        _changed = true;
    }
}
