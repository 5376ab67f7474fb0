using ROS2.Native;

namespace ROS2;

/// <summary>
/// An incoming topic of one message type. With a callback it is served by spinning its node; without one
/// (<see cref="Node.CreatePolledSubscription{T}"/>) any single thread takes the latest message itself.
/// </summary>
/// <typeparam name="T">The message type.</typeparam>
public sealed unsafe class Subscription<T> : Subscription, IWaitable
    where T : IRosMessage, new()
{
    private const int MaxBatch = 32;
    private readonly Action<T>? _callback;
    private readonly CdrCheck _check;
    private readonly int _waitSet;
    private T? _reused;

    internal Subscription(Node node, string topic, DdsReader reader, CdrCheck check, Action<T>? callback, int waitSet)
        : base(node, topic, reader)
    {
        _callback = callback;
        _check = check;
        _waitSet = waitSet;
    }

    /// <summary>
    /// True to give the callback the same object every time, which then must not keep it; nothing is allocated per
    /// message. False, as in rcldotnet, gives it a new object each time (extension).
    /// </summary>
    public bool ReuseMessage { get; set; }

    internal override bool IsPolled => _callback is null;

    int IWaitable.Condition => Reader.Condition;

    /// <summary>
    /// Takes everything that has arrived and reads the newest message into <paramref name="into"/> without waiting and,
    /// once its lists have grown, without allocating (extension, for real-time loops). Malformed payloads are counted and
    /// passed over. At most one thread may use a subscription at a time.
    /// </summary>
    /// <param name="into">Overwritten if there was a new message, otherwise untouched.</param>
    /// <param name="info">What came with the message.</param>
    /// <returns>Whether there was a new message.</returns>
    public bool TryTake(T into, out MessageInfo info)
    {
        RawInfo* batch = stackalloc RawInfo[MaxBatch];
        RawInfo newest = default;
        int taken;
        do
        {
            taken = Reader.Take(new Span<RawInfo>(batch, MaxBatch));
            for (int index = 0; index < taken; index++)
            {
                if (IsMessage(in batch[index]))
                {
                    (newest, batch[index]) = (batch[index], newest);
                }

                if (batch[index].Sample != 0)
                {
                    Dds.Release(batch[index].Sample);
                }
            }
        }
        while (taken == MaxBatch);
        info = new MessageInfo(newest.SourceTimestampNs);
        if (newest.Sample == 0)
        {
            return false;
        }

        ReadAndRelease(in newest, into);
        return true;
    }

    /// <inheritdoc cref="TryTake(T, out MessageInfo)"/>
    public bool TryTake(T into) => TryTake(into, out _);

    /// <summary>Waits until something can be taken, without allocating; for polled subscriptions only (extension).</summary>
    /// <returns>False when the time passed or the subscription was disposed.</returns>
    /// <exception cref="InvalidOperationException">The subscription has a callback, so its node's spinning waits for it.</exception>
    public bool WaitForMessage(TimeSpan timeout)
    {
        if (_waitSet == 0)
        {
            throw new InvalidOperationException($"The subscription of {Topic} has a callback; only a polled subscription can be waited for.");
        }

        nint cookie;
        long timeoutNs = timeout == Timeout.InfiniteTimeSpan ? Dds.Infinity : Math.Max(0, timeout.Ticks) * 100;
        return Dds.WaitSetWait(_waitSet, &cookie, 1, timeoutNs) > 0;
    }

    void IWaitable.Execute()
    {
        RawInfo* batch = stackalloc RawInfo[MaxBatch];
        int taken = Reader.Take(new Span<RawInfo>(batch, MaxBatch));
        int next = 0;
        try
        {
            while (next < taken)
            {
                ref RawInfo sample = ref batch[next++];
                if (!IsMessage(in sample))
                {
                    Dds.Release(sample.Sample);
                    continue;
                }

                T message = ReuseMessage ? _reused ??= new T() : new T();
                ReadAndRelease(in sample, message);
                _callback?.Invoke(message);
            }
        }
        finally
        {
            // a callback that throws ends the spin, but leaks nothing
            for (; next < taken; next++)
            {
                Dds.Release(batch[next].Sample);
            }
        }
    }

    private protected override void Disposing()
    {
        if (_waitSet != 0)
        {
            _ = Dds.Delete(_waitSet);
        }
    }

    private static void ReadAndRelease(in RawInfo sample, T message)
    {
        try
        {
            CdrReader reader = new(sample.Payload);
            message.__ReadFrom(ref reader);
        }
        finally
        {
            Dds.Release(sample.Sample);
        }
    }

    private bool IsMessage(in RawInfo sample)
    {
        if (sample.Valid == 0)
        {
            return false;
        }

        try
        {
            CdrReader reader = new(sample.Payload);
            _check(ref reader);
            return true;
        }
        catch (InvalidDataException)
        {
            // anybody on the network can send anything: count it and go on
            Interlocked.Increment(ref MalformedPayloads);
            return false;
        }
    }
}
