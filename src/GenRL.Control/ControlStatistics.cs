using GenRL.Safety;

namespace GenRL.Control;

/// <summary>
/// What the loop has done so far. Only the policy thread writes; any thread reads, and each number is whole by itself.
/// </summary>
public sealed class ControlStatistics
{
    private readonly int collectionsAtStart = Collections();
    private long frames;
    private long commands;
    private long missedDeadlines;
    private long malformed;
    private long limited;
    private long allocatedBytes;
    private int mode;
    private int reason;
    private int refusals;

    /// <summary>From a frame's arrival to its command being handed to the middleware.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Frames that led to a decision.</summary>
    public long Frames => Volatile.Read(ref frames);

    /// <summary>Commands sent, zero torques included.</summary>
    public long Commands => Volatile.Read(ref commands);

    /// <summary>Frames whose command went out after the deadline.</summary>
    public long MissedDeadlines => Volatile.Read(ref missedDeadlines);

    /// <summary>Frames and joint states that did not fit this robot.</summary>
    public long Malformed => Volatile.Read(ref malformed);

    /// <summary>Commands that the envelope changed.</summary>
    public long Limited => Volatile.Read(ref limited);

    /// <summary>Managed bytes the policy thread has allocated inside ticks.</summary>
    public long AllocatedBytes => Volatile.Read(ref allocatedBytes);

    /// <summary>Garbage collections of the process since the loop was made.</summary>
    public int GarbageCollections => Collections() - collectionsAtStart;

    public SafetyMode Mode => (SafetyMode)Volatile.Read(ref mode);

    public SafetyReason Reason => (SafetyReason)Volatile.Read(ref reason);

    /// <summary>Why arming would be refused now.</summary>
    public ArmRefusals Refusals => (ArmRefusals)Volatile.Read(ref refusals);

    internal void CountFrame(long latencyNs, long deadlineNs)
    {
        Latency.Record(latencyNs);
        Volatile.Write(ref frames, frames + 1);
        if (latencyNs > deadlineNs)
        {
            Volatile.Write(ref missedDeadlines, missedDeadlines + 1);
        }
    }

    internal void CountMalformed() => Volatile.Write(ref malformed, malformed + 1);

    internal void CountCommand(in SafetyDecision decision)
    {
        Volatile.Write(ref commands, commands + 1);
        if (decision.Cuts != EnvelopeCuts.None)
        {
            Volatile.Write(ref limited, limited + 1);
        }

        Volatile.Write(ref reason, (int)decision.State.Reason);
        Volatile.Write(ref refusals, (int)decision.Refusals);
        Volatile.Write(ref mode, (int)decision.State.Mode);
    }

    internal void CountAllocation(long bytes) => Volatile.Write(ref allocatedBytes, allocatedBytes + bytes);

    private static int Collections() => GC.CollectionCount(0);
}
