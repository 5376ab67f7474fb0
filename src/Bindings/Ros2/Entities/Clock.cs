using builtin_interfaces.msg;

namespace ROS2;

/// <summary>A source of ROS time stamps.</summary>
public sealed class Clock
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private readonly TimeProvider _time;

    internal Clock(ClockType type, TimeProvider time)
    {
        ClockType = type;
        _time = time;
    }

    public ClockType ClockType { get; }

    /// <summary>The time now, in a new message.</summary>
    public Time Now()
    {
        Time time = new();
        Now(time);
        return time;
    }

    /// <summary>Writes the time now into a message, without allocating (extension).</summary>
    public void Now(Time into) => Set(into, NowNanoseconds());

    /// <summary>Writes a number of nanoseconds since the epoch into a message (extension).</summary>
    public static void Set(Time into, long nanoseconds)
    {
        (long seconds, long rest) = Math.DivRem(nanoseconds, NanosecondsPerSecond);
        into.Sec = checked((int)(rest < 0 ? seconds - 1 : seconds));
        into.Nanosec = (uint)(rest < 0 ? rest + NanosecondsPerSecond : rest);
    }

    /// <summary>The nanoseconds since the epoch that a message holds (extension).</summary>
    public static long Nanoseconds(Time time) => (time.Sec * NanosecondsPerSecond) + time.Nanosec;

    private long NowNanoseconds() => ClockType == ClockType.SteadyTime
        ? (long)((Int128)_time.GetTimestamp() * NanosecondsPerSecond / _time.TimestampFrequency)
        : (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
