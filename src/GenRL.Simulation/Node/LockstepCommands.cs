using System.Globalization;
using System.Runtime.InteropServices;
using genrl_msgs.msg;
using ROS2;
using Serilog;

namespace GenRL.Simulation.Node;

/// <summary>
/// Lockstep: every camera frame that was sent must be answered by a command with the frame's stamp
/// (<c>joint_commands_stamped</c>, genrl_msgs/JointCommand) before the next step. Commands without stamp are not listened to.
/// </summary>
internal sealed class LockstepCommands : IDisposable
{
    private const long Nothing = -1;
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(2);

    private readonly Subscription<JointCommand> _subscription;
    private readonly JointCommand _message = new();
    private readonly JointCommandInput _input;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly Action _sendAgain;
    private readonly ILogger _log;
    private long _frameNs = Nothing, _lastAnswerNs = Nothing, _since;
    private string? _lastRefusal;

    /// <param name="node">Node that listens.</param>
    /// <param name="input">What judges and holds commands.</param>
    /// <param name="patience">Real time that a command may take.</param>
    /// <param name="time">Source of real time.</param>
    /// <param name="sendAgain">Sends the last frame again.</param>
    /// <param name="log">Where a first command that does not come is reported.</param>
    public LockstepCommands(ROS2.Node node, JointCommandInput input, TimeSpan patience, TimeProvider time, Action sendAgain, ILogger log)
    {
        (_input, _patience, _time, _sendAgain, _log) = (input, patience, time, sendAgain, log);
        _since = time.GetTimestamp();
        _subscription = node.CreatePolledSubscription<JointCommand>("joint_commands_stamped", QosProfile.KeepLast(1));
    }

    /// <summary>Commands that were no message at all.</summary>
    public long Malformed => _subscription.MalformedCount;

    /// <summary>Commands that answered another frame than the last one.</summary>
    public long Strays { get; private set; }

    /// <summary>Whether there is a controller to wait for; says from time to time what is missing.</summary>
    /// <param name="listeners">Those who listen to the camera.</param>
    public bool HasController(int listeners)
    {
        int publishers = _subscription.PublisherCount;
        bool missing = publishers == 0 || listeners == 0;
        if (missing && _time.GetElapsedTime(_since) >= _patience)
        {
            _log.Warning(
                "Lockstep: still waiting for a controller; {Publishers} publish {Topic:l}, {Listeners} listen to the camera",
                publishers, _subscription.Topic, listeners);
            Forgive();
        }

        return !missing;
    }

    /// <summary>A frame was sent: its answer is waited for. The patience began before it was sent, by <see cref="Forgive"/>.</summary>
    public void Await(long frameNs) => (_frameNs, _lastRefusal) = (frameNs, null);

    /// <summary>Starts the patience anew, because a frame is about to be sent or nobody could be expected to answer.</summary>
    public void Forgive() => _since = _time.GetTimestamp();

    /// <summary>Whether the last frame is answered, so that the next step may be taken.</summary>
    /// <param name="nowNs">Simulated time.</param>
    /// <exception cref="TimeoutException">A controller that had answered before did not answer in time.</exception>
    public bool IsAnswered(long nowNs)
    {
        if (_frameNs != Nothing && _subscription.TryTake(_message))
        {
            Take(nowNs);
        }

        if (_frameNs != Nothing)
        {
            RequirePatience();
        }

        return _frameNs == Nothing;
    }

    /// <summary>Waits for the next command, at most so long.</summary>
    public void Wait(TimeSpan longest) => _subscription.WaitForMessage(longest);

    private void Take(long nowNs)
    {
        long stampNs = _message.Header.Stamp.Sec * 1_000_000_000L + _message.Header.Stamp.Nanosec;
        if (stampNs != _frameNs)
        {
            Strays++;
            _lastRefusal = $"the last command answers the frame of {Seconds(stampNs)}";
        }
        else if (_input.Offer(CollectionsMarshal.AsSpan(_message.Command), nowNs) is { } complaint)
        {
            _lastRefusal = $"its command was refused: {complaint}";
        }
        else
        {
            (_lastAnswerNs, _frameNs) = (_frameNs, Nothing);
        }
    }

    // Of a controller that was just discovered the first frame may not have been seen; a later answer that fails to come ends the run.
    private void RequirePatience()
    {
        TimeSpan patience = _lastAnswerNs == Nothing && FirstPatience < _patience ? FirstPatience : _patience;
        if (_time.GetElapsedTime(_since) < patience)
        {
            return;
        }

        int publishers = _subscription.PublisherCount;
        string who = publishers == 0 ? $"nobody publishes {_subscription.Topic}"
            : $"{publishers} publish{(publishers == 1 ? "es" : "")} {_subscription.Topic}, {_lastRefusal ?? "but sent nothing since"}";
        string complaint = FormattableString.Invariant(
            $"Lockstep: no command for the camera frame of {Seconds(_frameNs)} within {patience.TotalSeconds:0.###} s; {who}.");
        if (_lastAnswerNs != Nothing)
        {
            throw new TimeoutException($"{complaint} The last frame that was answered is that of {Seconds(_lastAnswerNs)}.");
        }

        _log.Warning("{Complaint:l} It is sent again", complaint);
        Forgive();
        _sendAgain();
    }

    private static string Seconds(long ns) => (ns / 1e9).ToString("0.###", CultureInfo.InvariantCulture) + " s";

    public void Dispose() => _subscription.Dispose();
}
