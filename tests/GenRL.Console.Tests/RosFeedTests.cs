using System.Threading.Channels;
using genrl_msgs.msg;
using geometry_msgs.msg;
using GenRL.OperatorConsole.Viewing;
using GenRL.Robots.Scenes;
using MuJoCo;
using ROS2;
using sensor_msgs.msg;
using Serilog;
using tf2_msgs.msg;

namespace GenRL.OperatorConsole.Tests;

/// <summary>Joint states, frames and tasks over DDS's local delivery, in a domain of this process's own.</summary>
[Collection(Collection)]
public sealed class RosFeedTests : IDisposable
{
    /// <summary>Tests that join ROS 2, which a process can do once at a time.</summary>
    public const string Collection = "ROS 2";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MjModel _model = MjModel.FromXml(SmallWorlds.Everything);
    private readonly SceneDescription _scene;
    private readonly SteppedTime _time = new();
    private readonly Channel<ViewerState> _shown = Channel.CreateUnbounded<ViewerState>();
    private readonly CancellationTokenSource _end = new();
    private readonly Node _robot;
    private readonly Task _running;

    public RosFeedTests()
    {
        RCLdotnet.Init(new RclOptions { DomainId = 1 + (Environment.ProcessId % 200), Range = DiscoveryRange.Off });
        _scene = SmallWorlds.Scene(_model);
        _robot = RCLdotnet.CreateNode("robot", "left");
        _running = new RosFeed(_scene, "left", new LoggerConfiguration().CreateLogger(), _time).RunAsync(state => _shown.Writer.TryWrite(state), _end.Token);
    }

    public void Dispose()
    {
        _end.Cancel();
        _running.Wait(Patience);
        RCLdotnet.Shutdown();
        _model.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task Joints_frames_and_the_task_of_a_namespace_are_shown_and_silence_is_told()
    {
        ViewerState first = await _shown.Reader.ReadAsync();
        Assert.False(first.Live);
        Assert.Equal(_scene.ReferencePose, first.Pose);

        Publisher<TaskState> task = _robot.CreatePublisher<TaskState>("prompt/task", QosProfile.DefaultProfile.WithKeepLast(1).WithTransientLocal());
        task.Publish(new TaskState { Prompt = "walk", Behaviour = "walk", State = "active", Confidence = 0.75 });
        Publisher<JointState> joints = _robot.CreatePublisher<JointState>("joint_states", QosProfile.SensorDataProfile);
        Publisher<TFMessage> frames = _robot.CreatePublisher<TFMessage>("tf");
        JointState hostile = new() { Name = ["nod"], Position = [double.NaN] };
        JointState sound = new() { Name = ["tilt", "nod"], Position = [0.5, 0.25] };
        sound.Header.Stamp.Sec = 12;
        TFMessage frame = new() { Transforms = [new TransformStamped { ChildFrameId = "base" }, new TransformStamped { ChildFrameId = "elsewhere" }] };
        frame.Transforms[0].Transform.Translation.X = 7;
        ViewerState state = await UntilAsync(
            one => one is { Live: true, Task: not null } && one.Pose[0] == 7,
            () =>
            {
                joints.Publish(hostile);
                joints.Publish(sound);
                frames.Publish(frame);
            });

        Assert.Equal((12.0, 7.0, 0.25, 0.5), (state.TimeS, state.Pose[0], state.Pose[12], state.Pose[13]));
        Assert.Equal(new ViewerTask("walk", "walk", "active", 0.75), state.Task);
        Assert.Equal(0.25, (await UntilAsync(one => !one.Live, () => _time.Advance(TimeSpan.FromSeconds(1)))).Pose[12]);
    }

    private async Task<ViewerState> UntilAsync(Func<ViewerState, bool> wanted, Action again)
    {
        using CancellationTokenSource patience = new(Patience);
        while (true)
        {
            again();
            _time.Advance(TimeSpan.FromMilliseconds(20));
            patience.Token.ThrowIfCancellationRequested();
            while (_shown.Reader.TryRead(out ViewerState? state))
            {
                if (wanted(state))
                {
                    return state;
                }
            }

            await Task.Yield();
        }
    }
}
