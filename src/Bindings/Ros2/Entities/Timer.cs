namespace ROS2;

/// <summary>Calls back regularly while its node is spun.</summary>
public sealed class Timer : IDisposable
{
    private readonly Node _node;
    private readonly TimeProvider _time;
    private readonly Action<TimeSpan> _callback;
    private readonly TimeSpan _period;
    private long _lastCall;
    private TimeSpan _sinceSchedule;
    private volatile bool _canceled;

    internal Timer(Node node, TimeProvider time, TimeSpan period, Action<TimeSpan> callback)
    {
        _node = node;
        _time = time;
        _period = period;
        _callback = callback;
        _lastCall = time.GetTimestamp();
    }

    /// <summary>Time until the next call; negative when it is late, infinite when canceled.</summary>
    internal TimeSpan TimeUntilReady => _canceled ? TimeSpan.MaxValue : _period - _sinceSchedule - _time.GetElapsedTime(_lastCall);

    /// <summary>Stops the calls until <see cref="Reset"/>.</summary>
    public void Cancel() => _canceled = true;

    /// <summary>Starts a new period now, also after <see cref="Cancel"/>.</summary>
    public void Reset()
    {
        _lastCall = _time.GetTimestamp();
        _sinceSchedule = TimeSpan.Zero;
        _canceled = false;
        _node.Wake();
    }

    public bool IsCanceled() => _canceled;

    /// <summary>Whether the period has passed.</summary>
    public bool IsReady() => TimeUntilReady <= TimeSpan.Zero;

    /// <summary>Ends the timer (extension).</summary>
    public void Dispose()
    {
        _canceled = true;
        _node.Remove(this);
    }

    /// <summary>Calls back if the period has passed; missed periods are left out, the phase is kept.</summary>
    internal bool CallIfReady()
    {
        if (!IsReady())
        {
            return false;
        }

        TimeSpan elapsed = _time.GetElapsedTime(_lastCall);
        TimeSpan late = elapsed + _sinceSchedule - _period;
        _lastCall = _time.GetTimestamp();
        _sinceSchedule = TimeSpan.FromTicks(late.Ticks % _period.Ticks);
        _callback(elapsed);
        return true;
    }
}
