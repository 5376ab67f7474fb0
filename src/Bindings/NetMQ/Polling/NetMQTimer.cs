namespace NetMQ;

/// <summary>A timer that a <see cref="NetMQPoller"/> runs on its own thread.</summary>
public class NetMQTimer
{
    private readonly NetMQTimerEventArgs _eventArgs;

    public NetMQTimer(int interval)
        : this(TimeSpan.FromMilliseconds(interval))
    {
    }

    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    public NetMQTimer(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Interval = (int)Math.Max(1, interval.TotalMilliseconds);
        _eventArgs = new NetMQTimerEventArgs(this);
    }

    public event EventHandler<NetMQTimerEventArgs>? Elapsed;

    /// <summary>In milliseconds.</summary>
    public int Interval { get; set; }

    public bool Enable { get; set; } = true;

    /// <summary>When to raise it next, as Environment.TickCount64; 0 until a poller runs it.</summary>
    internal long Due { get; set; }

    internal void RaiseIfDue(long now)
    {
        if (!Enable || now < Due)
        {
            return;
        }

        Due = now + Interval;
        Elapsed?.Invoke(this, _eventArgs);
    }
}
