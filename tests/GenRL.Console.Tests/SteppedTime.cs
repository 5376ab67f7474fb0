namespace GenRL.OperatorConsole.Tests;

/// <summary>Time that passes when told to; timers that became due fire then.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<SteppedTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        SteppedTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan span)
    {
        Interlocked.Add(ref _now, span.Ticks);
        SteppedTimer[] timers;
        lock (_lock)
        {
            timers = [.. _timers];
        }

        foreach (SteppedTimer timer in timers)
        {
            timer.FireIfDue();
        }
    }

    private sealed class SteppedTimer(SteppedTime time, Action fire) : ITimer
    {
        private long _due = long.MaxValue, _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime < TimeSpan.Zero ? long.MaxValue : time.GetTimestamp() + dueTime.Ticks;
            _period = period.Ticks;
            return true;
        }

        public void FireIfDue()
        {
            if (time.GetTimestamp() >= _due)
            {
                _due = _period > 0 ? _due + _period : long.MaxValue;
                fire();
            }
        }

        public void Dispose() => _due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
