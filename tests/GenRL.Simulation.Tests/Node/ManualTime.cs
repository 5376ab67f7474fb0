namespace GenRL.Simulation.Tests.Node;

/// <summary>Time that passes when told to; a timer that is set moves it on by itself when asked to.</summary>
internal sealed class ManualTime(bool advanceOnWait) : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Called whenever a wait has moved the time on.</summary>
    public Action<TimeSpan>? Waited { get; set; }

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public void Advance(TimeSpan span) => Interlocked.Add(ref _now, span.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ManualTimer(this, () => callback(state), advanceOnWait);

    private sealed class ManualTimer(ManualTime time, Action fire, bool advance) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero)
            {
                time.Waits.Add(dueTime);
                if (advance)
                {
                    time.Advance(dueTime);
                    time.Waited?.Invoke(time.GetElapsedTime(0));
                    fire();
                }
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
