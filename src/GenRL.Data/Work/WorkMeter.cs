namespace GenRL.Data;

/// <summary>Counts work and reports it at most once per interval, with rate and time left. Thread-safe.</summary>
public sealed class WorkMeter
{
    private readonly string _stage;
    private readonly string _unit;
    private readonly long _total;
    private readonly long _alreadyDone;
    private readonly IProgress<WorkProgress>? _reporter;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly long _started;
    private readonly Lock _gate = new();
    private long _reported;
    private long _done;
    private long _bytes;

    /// <param name="stage">What is being done.</param>
    /// <param name="unit">Name of a unit.</param>
    /// <param name="total">Units in all.</param>
    /// <param name="alreadyDone">Units that an earlier run did; they do not count for the rate.</param>
    /// <param name="reporter">Told of the progress; may be null.</param>
    /// <param name="time">Clock; null for the system's.</param>
    /// <param name="interval">Shortest time between reports; null for one second.</param>
    public WorkMeter(string stage, string unit, long total, long alreadyDone, IProgress<WorkProgress>? reporter, TimeProvider? time = null, TimeSpan? interval = null)
    {
        _stage = stage;
        _unit = unit;
        _total = total;
        _alreadyDone = alreadyDone;
        _reporter = reporter;
        _time = time ?? TimeProvider.System;
        _interval = interval ?? TimeSpan.FromSeconds(1);
        _started = _time.GetTimestamp();
        _reported = _started;
    }

    /// <summary>Units done by this run.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Bytes written by this run.</summary>
    public long DiskBytes => Interlocked.Read(ref _bytes);

    /// <summary>Units per second since the start of this run.</summary>
    public double PerSecond => Done / Math.Max(_time.GetElapsedTime(_started).TotalSeconds, 1e-9);

    /// <summary>Counts finished units, and reports when the interval has passed.</summary>
    public void Add(long units, long diskBytes = 0)
    {
        Interlocked.Add(ref _done, units);
        Interlocked.Add(ref _bytes, diskBytes);
        lock (_gate)
        {
            if (_time.GetElapsedTime(_reported) < _interval)
            {
                return;
            }
            _reported = _time.GetTimestamp();
        }
        Report();
    }

    /// <summary>Reports now; call it once at the end.</summary>
    public void Report()
    {
        long done = _alreadyDone + Done;
        double rate = PerSecond;
        double? remaining = Done > 0 && done <= _total ? (_total - done) / rate : null;
        _reporter?.Report(new WorkProgress(_stage, done, _total, _unit, rate, remaining, DiskBytes, Environment.WorkingSet));
    }
}
