using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using NetMQ.Native;
using NetMQ.Sockets;

namespace NetMQ;

/// <summary>Watches sockets and timers and raises their events on one thread.</summary>
public sealed unsafe class NetMQPoller : IEnumerable, IDisposable
{
    private static int s_lastSignal;
    private readonly List<NetMQSocket> _sockets = [];
    private readonly List<NetMQTimer> _timers = [];
    private readonly ConcurrentQueue<Action> _changes = new();
    private readonly Lock _signalLock = new();
    private readonly PairSocket _signalReceiver;
    private readonly PairSocket _signalSender;
    private readonly ManualResetEventSlim _stopped = new(initialState: true);
    private ZmqPollItem[] _items = [];
    private NetMQSocket[] _polled = [];
    private int _runningThread;
    private bool _itemsStale = true;
    private volatile bool _stopping;
    private bool _disposed;

    public NetMQPoller()
    {
        string address = $"inproc://netmq-poller-{Interlocked.Increment(ref s_lastSignal)}";
        _signalReceiver = new PairSocket("@" + address);
        _signalSender = new PairSocket(">" + address);
        Watch(_signalReceiver);
    }

    public bool IsRunning => !_stopped.IsSet;

    /// <summary>Watches a socket; while the poller runs, from its next round on.</summary>
    public void Add(ISocketPollable socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ObjectDisposedException.ThrowIf(socket.IsDisposed, socket);
        Change(() => Watch(socket.Socket));
    }

    public void Add(NetMQTimer timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        Change(() =>
        {
            timer.Due = Environment.TickCount64 + timer.Interval;
            _timers.Add(timer);
        });
    }

    public void Remove(ISocketPollable socket) => Change(() =>
    {
        socket.Socket.EventsChanged = null;
        _itemsStale |= _sockets.Remove(socket.Socket);
    });

    public void Remove(NetMQTimer timer) => Change(() => _timers.Remove(timer));

    /// <summary>Removes a socket and disposes it.</summary>
    public void RemoveAndDispose<T>(T socket)
        where T : ISocketPollable, IDisposable
    {
        Remove(socket);
        Change(socket.Dispose);
    }

    /// <summary>Raises events on this thread until <see cref="Stop"/>. Exceptions of handlers pass through and end it.</summary>
    /// <exception cref="InvalidOperationException">The poller runs already.</exception>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.CompareExchange(ref _runningThread, Environment.CurrentManagedThreadId, 0) != 0)
        {
            throw new InvalidOperationException("The poller is running already.");
        }

        _stopping = false;
        _stopped.Reset();
        try
        {
            StartTimers();
            while (!_stopping)
            {
                PollOnce();
            }
        }
        finally
        {
            Volatile.Write(ref _runningThread, 0);
            _stopped.Set();
        }
    }

    /// <summary>Runs on a new background thread, where an exception of a handler ends the process.</summary>
    /// <exception cref="InvalidOperationException">The poller runs already.</exception>
    public void RunAsync() => RunAsync("NetMQPollerThread");

    /// <inheritdoc cref="RunAsync()"/>
    public void RunAsync(string threadName)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (IsRunning)
        {
            throw new InvalidOperationException("The poller is running already.");
        }

        ManualResetEventSlim started = new();
        _changes.Enqueue(started.Set);
        new Thread(Run) { IsBackground = true, Name = threadName }.Start();
        started.Wait();
    }

    /// <summary>Ends <see cref="Run"/> and, on another thread, waits until it has ended.</summary>
    public void Stop()
    {
        StopAsync();
        if (Volatile.Read(ref _runningThread) != Environment.CurrentManagedThreadId)
        {
            _stopped.Wait();
        }
    }

    /// <summary>Ends <see cref="Run"/> without waiting.</summary>
    public void StopAsync()
    {
        if (IsRunning)
        {
            _stopping = true;
            Signal();
        }
    }

    /// <summary>Stops the poller. Its sockets are the caller's to dispose.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        Stop();
        _disposed = true;
        foreach (NetMQSocket socket in _sockets)
        {
            socket.EventsChanged = null;
        }

        ReleasePolled();
        lock (_signalLock)
        {
            _signalSender.Dispose();
        }

        _signalReceiver.Dispose();
        _stopped.Dispose();
    }

    IEnumerator IEnumerable.GetEnumerator() => _sockets.GetEnumerator();

    private void Change(Action change)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _changes.Enqueue(change);
        if (Volatile.Read(ref _runningThread) == 0)
        {
            ApplyChanges();
        }
        else
        {
            Signal();
        }
    }

    private void ApplyChanges()
    {
        while (_changes.TryDequeue(out Action? change))
        {
            change();
        }
    }

    private void Signal()
    {
        lock (_signalLock)
        {
            if (!_disposed)
            {
                // a full queue of signals wakes the poller just as well
                _signalSender.TrySendFrame([]);
            }
        }
    }

    private void Watch(NetMQSocket socket)
    {
        if (!_sockets.Contains(socket))
        {
            _sockets.Add(socket);
            socket.EventsChanged = () => _itemsStale = true;
            _itemsStale = true;
        }
    }

    private void StartTimers()
    {
        foreach (NetMQTimer timer in _timers)
        {
            timer.Due = Environment.TickCount64 + timer.Interval;
        }
    }

    private void PollOnce()
    {
        ApplyChanges();
        if (_itemsStale || Array.Exists(_polled, socket => socket.IsDisposed))
        {
            RebuildItems();
        }

        fixed (ZmqPollItem* items = _items)
        {
            if (Zmq.Poll(items, _items.Length, Wait()) < 0 && Marshal.GetLastPInvokeError() != ZmqErrors.Interrupted)
            {
                throw Zmq.LastError("Polling");
            }
        }

        // handlers may add and remove: this round goes over what was polled
        NetMQSocket[] polled = _polled;
        ZmqPollItem[] results = _items;
        for (int index = 0; index < polled.Length && !_stopping; index++)
        {
            PollEvents ready = (PollEvents)results[index].ReturnedEvents;
            if (polled[index] == _signalReceiver)
            {
                DrainSignals();
            }
            else if (ready != PollEvents.None && !polled[index].IsDisposed)
            {
                polled[index].Raise(ready);
            }
        }

        long now = Environment.TickCount64;
        foreach (NetMQTimer timer in _timers.ToArray())
        {
            timer.RaiseIfDue(now);
        }
    }

    private void DrainSignals()
    {
        while (_signalReceiver.TryReceiveFrameBytes(out _))
        {
            // signals carry nothing
        }
    }

    private long Wait()
    {
        long due = long.MaxValue;
        foreach (NetMQTimer timer in _timers)
        {
            due = timer.Enable ? Math.Min(due, timer.Due) : due;
        }

        return due == long.MaxValue ? -1 : Math.Max(0, due - Environment.TickCount64);
    }

    private void RebuildItems()
    {
        _itemsStale = false;
        _sockets.RemoveAll(socket => socket.IsDisposed);
        ReleasePolled();
        _polled = [.. _sockets.Where(Reference)];
        _items = [.. _polled.Select(socket => new ZmqPollItem
        {
            Socket = socket.Handle.DangerousGetHandle(),
            Events = (short)(socket == _signalReceiver ? PollEvents.PollIn : socket.WatchedEvents),
        })];
    }

    /// <summary>Keeps a socket from being closed while it is polled, should another thread dispose it.</summary>
    private bool Reference(NetMQSocket socket)
    {
        bool added = false;
        if (socket == _signalReceiver || socket.WatchedEvents != PollEvents.None)
        {
            socket.Handle.DangerousAddRef(ref added);
        }

        return added;
    }

    private void ReleasePolled()
    {
        foreach (NetMQSocket socket in _polled)
        {
            socket.Handle.DangerousRelease();
        }

        _polled = [];
    }
}
