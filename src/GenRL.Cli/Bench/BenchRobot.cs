using System.Diagnostics;
using System.Runtime.InteropServices;
using GenRL.Control;
using GenRL.Data;
using GenRL.Robots;
using GenRL.Robots.Packages;
using ROS2;
using sensor_msgs.msg;

namespace GenRL.Cli.Bench;

/// <summary>Publishes camera frames and joint states at a robot's rates from a thread of its own: the load of a control loop, without physics.</summary>
internal sealed class BenchRobot : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Publisher<Image> _frames;
    private readonly Publisher<JointState> _joints;
    private readonly Image _frame = new() { Width = FrameFormat.Size, Height = FrameFormat.Size, Step = FrameFormat.Size * FrameFormat.Channels, Encoding = "rgb8" };
    private readonly JointState _jointState = new();
    private readonly int _jointsPerFrame;
    private readonly TimeSpan _period;
    private readonly Thread _thread;

    /// <param name="node">Node that publishes; stays the caller's.</param>
    /// <param name="manifest">Joints and rates.</param>
    /// <param name="topics">Where control listens.</param>
    public BenchRobot(Node node, PackageManifest manifest, ControlTopics topics)
    {
        _frames = node.CreatePublisher<Image>(topics.Image, QosProfile.SensorDataProfile);
        _joints = node.CreatePublisher<JointState>(topics.JointStates, QosProfile.SensorDataProfile);
        _jointsPerFrame = manifest.ActionRepeat;
        _period = TimeSpan.FromSeconds(manifest.AgentPeriodS / manifest.ActionRepeat);
        CollectionsMarshal.SetCount(_frame.Data, FrameFormat.Bytes);
        SeededRandom random = new(1);
        foreach (ref byte value in CollectionsMarshal.AsSpan(_frame.Data))
        {
            value = (byte)random.Next(256);
        }

        _jointState.Name.AddRange(manifest.JointNames);
        _jointState.Position.AddRange(manifest.JointLimits.Select(joint => (joint.LowerRad + joint.UpperRad) / 2));
        _jointState.Velocity.AddRange(new double[manifest.JointNames.Count]);
        _thread = new Thread(Publish) { IsBackground = true, Name = "bench robot" };
        _thread.Start();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _frames.Dispose();
        _joints.Dispose();
        _stop.Dispose();
    }

    private void Publish()
    {
        long start = Stopwatch.GetTimestamp();
        for (long step = 0; !_stop.IsCancellationRequested; step++)
        {
            TimeSpan early = (step * _period) - Stopwatch.GetElapsedTime(start);
            Thread.Sleep(early > TimeSpan.Zero ? early : TimeSpan.Zero);
            _joints.Publish(_jointState);
            if (step % _jointsPerFrame == 0)
            {
                _frames.Publish(_frame);
            }
        }
    }
}
