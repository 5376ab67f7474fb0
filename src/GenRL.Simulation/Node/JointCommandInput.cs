using System.Runtime.InteropServices;
using GenRL.Robots;
using ROS2;
using Serilog;
using std_msgs.msg;

namespace GenRL.Simulation.Node;

/// <summary>
/// The robot's side of <c>/joint_commands</c> (std_msgs/Float64MultiArray, in action order: torques in newton metres, or whatever
/// <see cref="RobotDescription.Commands"/> says).
/// The newest command holds until the next one; commands that cannot be meant are refused, and silence switches the
/// actuators off.
/// </summary>
internal sealed class JointCommandInput : IDisposable
{
    private const long WarningIntervalNs = 1_000_000_000;

    private readonly Subscription<Float64MultiArray> _subscription;
    private readonly Float64MultiArray _message = new();
    private readonly RobotDescription _robot;
    private readonly long _timeoutNs;
    private readonly ILogger _log;
    private readonly double[] _commands;
    private long _lastNs, _lastWarningNs = -WarningIntervalNs;
    private bool _powered;

    public JointCommandInput(ROS2.Node node, RobotDescription robot, double timeoutS, ILogger log)
    {
        _robot = robot;
        _timeoutNs = (long)(timeoutS * 1e9);
        _log = log;
        _commands = new double[robot.ActionSize];
        // best effort: nobody who publishes commands can be held up by this robot
        _subscription = node.CreatePolledSubscription<Float64MultiArray>("/joint_commands", QosProfile.KeepLast(1).WithBestEffort());
    }

    public long Accepted { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>Commands whose bytes were no message at all.</summary>
    public long Malformed => _subscription.MalformedCount;

    public long Timeouts { get; private set; }

    /// <summary>Takes what has arrived and says what the actuators are to do now; zeros while they are off.</summary>
    /// <param name="nowNs">Simulated time.</param>
    public ReadOnlySpan<double> Update(long nowNs)
    {
        if (_subscription.TryTake(_message))
        {
            Judge(nowNs);
        }

        if (_powered && nowNs - _lastNs >= _timeoutNs)
        {
            PowerOff();
            Timeouts++;
            _log.Warning("No joint command for {Seconds} s of simulated time: actuators off", _timeoutNs / 1e9);
        }

        return _commands;
    }

    /// <summary>Switches the actuators off until the next command.</summary>
    public void PowerOff()
    {
        _powered = false;
        Array.Clear(_commands);
    }

    private void Judge(long nowNs)
    {
        Span<double> commands = CollectionsMarshal.AsSpan(_message.Data);
        string? complaint = Complaint(commands);
        if (complaint is null)
        {
            if (!_powered)
            {
                _log.Information("Joint commands arrive: actuators on");
            }

            commands.CopyTo(_commands);
            (_powered, _lastNs) = (true, nowNs);
            Accepted++;
            return;
        }

        Rejected++;
        if (nowNs - _lastWarningNs >= WarningIntervalNs)
        {
            _lastWarningNs = nowNs;
            _log.Warning("Joint command refused: {Complaint} ({Rejected} refused so far)", complaint, Rejected);
        }
    }

    private string? Complaint(ReadOnlySpan<double> commands)
    {
        if (commands.Length != _robot.ActionSize)
        {
            return $"it has {commands.Length} commands, the {_robot.Name} takes {_robot.ActionSize}";
        }

        for (int i = 0; i < commands.Length; i++)
        {
            if (!double.IsFinite(commands[i]))
            {
                return $"the command of {_robot.Commands[i].Name} is {commands[i]}";
            }
        }

        return null;
    }

    public void Dispose() => _subscription.Dispose();
}
