using System.Diagnostics;
using ROS2.Native;

namespace ROS2;

/// <content>Waiting and dispatching; see <see cref="RCLdotnet.SpinOnce"/>.</content>
public sealed unsafe partial class Node
{
    private const int MaxReady = 64;
    private readonly int _waitSet;
    private readonly int _wake;
    private readonly Dictionary<nint, IWaitable> _waitables = [];
    private Timer[] _timerSnapshot = [];
    private nint _lastCookie;
    private int _disposed;

    internal bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>Ends a wait of the spinning thread, so that it sees what changed.</summary>
    internal void Wake() => _ = Dds.SetGuardCondition(_wake, 1);

    /// <summary>Waits for the first event, at most <paramref name="timeout"/>, and runs the callbacks of all that are ready.</summary>
    internal void SpinOnce(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan limit = timeout < TimeSpan.Zero ? TimeSpan.MaxValue : timeout;
        bool executed;
        TimeSpan remaining = limit;
        do
        {
            executed = WaitAndExecute(remaining);
            foreach (Timer timer in _timerSnapshot)
            {
                executed |= !IsDisposed && timer.CallIfReady();
            }

            // a wake that only told of a change must not end the wait
            remaining = limit == TimeSpan.MaxValue ? limit : limit - Stopwatch.GetElapsedTime(start);
        }
        while (!executed && remaining > TimeSpan.Zero && !IsDisposed && !_context.IsDisposed);
    }

    private bool WaitAndExecute(TimeSpan limit)
    {
        TimeSpan wait = limit;
        foreach (Timer timer in _timerSnapshot)
        {
            TimeSpan untilReady = timer.TimeUntilReady;
            wait = untilReady < wait ? untilReady : wait;
        }

        nint* cookies = stackalloc nint[MaxReady];
        long waitNs = wait == TimeSpan.MaxValue ? Dds.Infinity : Math.Max(0, wait.Ticks) * 100;
        int ready = Dds.WaitSetWait(_waitSet, cookies, MaxReady, waitNs);
        if (ready < 0 && !IsDisposed && !_context.IsDisposed)
        {
            throw Dds.Error(ready, $"Spinning the node {FullyQualifiedName}");
        }

        // the wait set names what is ready; what does not fit here stays ready for the next call
        bool executed = false;
        for (int index = 0; index < Math.Min(ready, MaxReady) && !IsDisposed; index++)
        {
            executed |= Execute(cookies[index]);
        }

        return executed;
    }

    private bool Execute(nint cookie)
    {
        if (cookie == 0)
        {
            byte triggered;
            _ = Dds.TakeGuardCondition(_wake, &triggered);
            return false;
        }

        IWaitable? waitable;
        lock (_lock)
        {
            _waitables.TryGetValue(cookie, out waitable);
        }

        waitable?.Execute();
        return waitable is not null;
    }

    private void Attach(IWaitable waitable)
    {
        lock (_lock)
        {
            nint cookie = ++_lastCookie;
            _waitables.Add(cookie, waitable);
            Dds.Check(Dds.WaitSetAttach(_waitSet, waitable.Condition, cookie), "Attaching to a wait set");
        }
    }

    private void Detach(IWaitable waitable)
    {
        lock (_lock)
        {
            foreach ((nint cookie, IWaitable candidate) in _waitables)
            {
                if (ReferenceEquals(candidate, waitable))
                {
                    _waitables.Remove(cookie);
                    break;
                }
            }

            // already gone when the condition was deleted with its reader
            _ = Dds.WaitSetDetach(_waitSet, waitable.Condition);
        }
    }
}
