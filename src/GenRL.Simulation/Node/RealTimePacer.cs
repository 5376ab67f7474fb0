namespace GenRL.Simulation.Node;

/// <summary>
/// Wakes a loop at a fixed rate without drift and without allocating. A loop that has fallen far behind (a suspended
/// machine) starts a new schedule instead of racing through the missed steps.
/// </summary>
internal sealed class RealTimePacer : IDisposable
{
    private const int MostPeriodsBehind = 20;

    private readonly TimeProvider _time;
    private readonly long _periodTicks;
    private readonly CancellationToken _stop;
    private readonly AutoResetEvent _wake = new(false);
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _registration;
    private long _next;

    /// <param name="time">Source of time.</param>
    /// <param name="period">Real time between two steps; zero does not wait.</param>
    /// <param name="stop">Ends a wait.</param>
    public RealTimePacer(TimeProvider time, TimeSpan period, CancellationToken stop)
    {
        _time = time;
        _periodTicks = (long)(period.TotalSeconds * time.TimestampFrequency);
        _stop = stop;
        _timer = time.CreateTimer(static state => ((AutoResetEvent)state!).Set(), _wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registration = stop.Register(static state => ((AutoResetEvent)state!).Set(), _wake);
        _next = time.GetTimestamp() + _periodTicks;
    }

    /// <summary>Steps that began more than a period late.</summary>
    public long LateSteps { get; private set; }

    /// <summary>Largest delay of a step.</summary>
    public TimeSpan WorstLateness { get; private set; }

    /// <summary>Waits for the next step's time.</summary>
    /// <returns>False when the loop is to end.</returns>
    public bool WaitForNext()
    {
        while (!_stop.IsCancellationRequested)
        {
            long now = _time.GetTimestamp();
            if (_periodTicks == 0 || now >= _next)
            {
                Advance(now);
                return true;
            }

            // timers count whole milliseconds: rounded up, so that the wait is not spent in ever shorter ones
            double milliseconds = Math.Ceiling(_time.GetElapsedTime(now, _next).TotalMilliseconds);
            _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
            _wake.WaitOne();
        }

        return false;
    }

    /// <summary>Does not hold it against the loop that it is late, because it waited for others.</summary>
    public void Forgive() => _next = Math.Max(_next, _time.GetTimestamp());

    private void Advance(long now)
    {
        if (_periodTicks == 0)
        {
            return;
        }

        TimeSpan late = _time.GetElapsedTime(_next, now);
        WorstLateness = late > WorstLateness ? late : WorstLateness;
        LateSteps += now - _next > _periodTicks ? 1 : 0;
        _next = now - _next > MostPeriodsBehind * _periodTicks ? now + _periodTicks : _next + _periodTicks;
    }

    public void Dispose()
    {
        _registration.Dispose();
        _timer.Dispose();
        _wake.Dispose();
    }
}
