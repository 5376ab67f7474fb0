using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NetMQ.Native;

namespace NetMQ;

/// <summary>A ZeroMQ socket. One thread at a time may use it, except for <see cref="Dispose()"/>.</summary>
public abstract unsafe class NetMQSocket : IOutgoingSocket, IReceivingSocket, ISocketPollable, IDisposable
{
    private readonly NetMQSocketEventArgs _eventArgs;
    private EventHandler<NetMQSocketEventArgs>? _receiveReady;
    private EventHandler<NetMQSocketEventArgs>? _sendReady;

    /// <param name="socketType">The number of the type in zmq.h.</param>
    /// <param name="connectionString">Addresses separated by commas, each after <c>@</c> to bind or <c>&gt;</c> to connect.</param>
    /// <param name="bindByDefault">What to do with addresses without such a sign.</param>
    private protected NetMQSocket(int socketType, string? connectionString, bool bindByDefault)
    {
        Handle = NetMQConfig.CreateSocket(socketType);
        Options = new SocketOptions(this) { Linger = NetMQConfig.Linger };
        _eventArgs = new NetMQSocketEventArgs(this);
        try
        {
            Attach(connectionString, bindByDefault);
        }
        catch
        {
            Handle.Dispose();
            throw;
        }
    }

    /// <summary>Raised by a poller, or by <see cref="Poll(TimeSpan)"/>, when a frame can be received.</summary>
    public event EventHandler<NetMQSocketEventArgs>? ReceiveReady
    {
        add
        {
            _receiveReady += value;
            EventsChanged?.Invoke();
        }

        remove
        {
            _receiveReady -= value;
            EventsChanged?.Invoke();
        }
    }

    /// <summary>Raised by a poller, or by <see cref="Poll(TimeSpan)"/>, when a frame can be sent.</summary>
    public event EventHandler<NetMQSocketEventArgs>? SendReady
    {
        add
        {
            _sendReady += value;
            EventsChanged?.Invoke();
        }

        remove
        {
            _sendReady -= value;
            EventsChanged?.Invoke();
        }
    }

    public SocketOptions Options { get; }

    public bool IsDisposed => Handle.IsClosed;

    public bool HasIn => CurrentEvents().HasFlag(PollEvents.PollIn);

    public bool HasOut => CurrentEvents().HasFlag(PollEvents.PollOut);

    NetMQSocket ISocketPollable.Socket => this;

    internal SocketHandle Handle { get; }

    /// <summary>Tells a poller that it must watch for other events.</summary>
    internal Action? EventsChanged { get; set; }

    /// <summary>The events somebody listens to.</summary>
    internal PollEvents WatchedEvents =>
        (_receiveReady is null ? PollEvents.None : PollEvents.PollIn) | (_sendReady is null ? PollEvents.None : PollEvents.PollOut);

    /// <summary>Accepts connections at an address such as <c>tcp://127.0.0.1:5556</c>, <c>ipc:///path</c> or <c>inproc://name</c>.</summary>
    /// <exception cref="AddressAlreadyInUseException">Another socket is bound to it.</exception>
    /// <exception cref="NetMQException">The address is not valid or not available.</exception>
    /// <exception cref="ObjectDisposedException">The socket is disposed.</exception>
    public void Bind(string address) => Zmq.Check(Zmq.Bind(Handle, Numeric(address)), $"Binding to {address}");

    /// <summary>Binds to an address without port, such as <c>tcp://127.0.0.1</c>, and returns the free port that was found.</summary>
    /// <inheritdoc cref="Bind"/>
    public int BindRandomPort(string address)
    {
        Bind(address + ":*");
        string endpoint = Options.LastEndpoint!;
        return int.Parse(endpoint.AsSpan(endpoint.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Connects to an address; the peer need not exist yet.</summary>
    /// <exception cref="NetMQException">The address is not valid.</exception>
    /// <exception cref="ObjectDisposedException">The socket is disposed.</exception>
    public void Connect(string address) => Zmq.Check(Zmq.Connect(Handle, address), $"Connecting to {address}");

    /// <exception cref="EndpointNotFoundException">The socket is not bound there.</exception>
    public void Unbind(string address) => Zmq.Check(Zmq.Unbind(Handle, Numeric(address)), $"Unbinding from {address}");

    /// <exception cref="EndpointNotFoundException">The socket is not connected there.</exception>
    public void Disconnect(string address) => Zmq.Check(Zmq.Disconnect(Handle, address), $"Disconnecting from {address}");

    /// <inheritdoc/>
    /// <exception cref="TerminatingException"><see cref="NetMQConfig.Cleanup"/> was called.</exception>
    /// <exception cref="FiniteStateMachineException">It is not this socket's turn to send.</exception>
    /// <exception cref="NetMQException">The frame cannot be sent.</exception>
    public bool TrySend(ref Msg msg, TimeSpan timeout, bool more)
    {
        if (!msg.IsInitialised)
        {
            throw new FaultException(null, "The Msg to send is not initialised.");
        }

        int moreFlag = more ? Zmq.SendMore : 0;
        long start = Stopwatch.GetTimestamp();
        fixed (byte* data = msg.Slice())
        {
            while (Zmq.Send(Handle, data, (nuint)msg.Size, moreFlag | Zmq.DontWait) < 0)
            {
                if (!Retry(PollEvents.PollOut, start, timeout, "Sending"))
                {
                    return false;
                }
            }
        }

        msg.Close();
        msg.InitEmpty();
        return true;
    }

    /// <inheritdoc/>
    /// <exception cref="TerminatingException"><see cref="NetMQConfig.Cleanup"/> was called.</exception>
    /// <exception cref="FiniteStateMachineException">It is not this socket's turn to receive.</exception>
    public bool TryReceive(ref Msg msg, TimeSpan timeout)
    {
        ZmqMessage message;
        Zmq.Check(Zmq.MessageInit(&message), "Receiving");
        try
        {
            long start = Stopwatch.GetTimestamp();
            while (Zmq.MessageReceive(&message, Handle, Zmq.DontWait) < 0)
            {
                if (!Retry(PollEvents.PollIn, start, timeout, "Receiving"))
                {
                    return false;
                }
            }

            int size = checked((int)Zmq.MessageSize(&message));
            msg.InitPool(size);
            new ReadOnlySpan<byte>(Zmq.MessageData(&message), size).CopyTo(msg.Slice());
            msg.HasMore = Zmq.MessageMore(&message) != 0;
            return true;
        }
        finally
        {
            _ = Zmq.MessageClose(&message);
        }
    }

    /// <summary>Waits until the socket is ready for one of the events.</summary>
    /// <returns>What it is ready for, none when the time passed.</returns>
    public PollEvents Poll(PollEvents pollEvents, TimeSpan timeout)
    {
        bool added = false;
        try
        {
            Handle.DangerousAddRef(ref added);
            ZmqPollItem item = new() { Socket = Handle.DangerousGetHandle(), Events = (short)pollEvents };
            int ready = Zmq.Poll(&item, 1, timeout < TimeSpan.Zero ? -1 : (long)Math.Ceiling(timeout.TotalMilliseconds));
            if (ready < 0 && Marshal.GetLastPInvokeError() != ZmqErrors.Interrupted)
            {
                throw Zmq.LastError("Polling a socket");
            }

            return ready > 0 ? (PollEvents)item.ReturnedEvents : PollEvents.None;
        }
        finally
        {
            if (added)
            {
                Handle.DangerousRelease();
            }
        }
    }

    /// <summary>Waits until the socket is ready for an event somebody listens to, and raises it.</summary>
    /// <returns>Whether an event was raised.</returns>
    public bool Poll(TimeSpan timeout)
    {
        PollEvents ready = Poll(WatchedEvents, timeout);
        Raise(ready);
        return ready != PollEvents.None;
    }

    /// <summary>Closes the socket; unsent messages are kept for <see cref="SocketOptions.Linger"/>.</summary>
    public void Close() => Dispose();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal void Raise(PollEvents ready)
    {
        _eventArgs.Init(ready);
        if (ready.HasFlag(PollEvents.PollIn))
        {
            _receiveReady?.Invoke(this, _eventArgs);
        }

        if (ready.HasFlag(PollEvents.PollOut) && !IsDisposed)
        {
            _sendReady?.Invoke(this, _eventArgs);
        }
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Handle.Dispose();
        }
    }

    /// <summary>NetMQ accepts localhost where libzmq wants an interface.</summary>
    private static string Numeric(string address) => address.Replace("tcp://localhost:", "tcp://127.0.0.1:", StringComparison.OrdinalIgnoreCase);

    private void Attach(string? connectionString, bool bindByDefault)
    {
        foreach (string endpoint in (connectionString ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            bool bind = endpoint[0] switch
            {
                '@' => true,
                '>' => false,
                _ => bindByDefault,
            };
            string address = endpoint.TrimStart('@', '>');
            if (bind)
            {
                Bind(address);
            }
            else
            {
                Connect(address);
            }
        }
    }

    private PollEvents CurrentEvents()
    {
        int events;
        nuint size = sizeof(int);
        Zmq.Check(Zmq.GetOption(Handle, ZmqOption.Events, &events, &size), "Reading a socket's events");
        return (PollEvents)events;
    }

    /// <summary>After a call that failed: whether to call again, having waited; throws if the reason was another than waiting.</summary>
    private bool Retry(PollEvents awaited, long start, TimeSpan timeout, string action)
    {
        int error = Marshal.GetLastPInvokeError();
        if (error == ZmqErrors.Interrupted)
        {
            return true;
        }

        if (error != ZmqErrors.Again)
        {
            throw Zmq.LastError(action);
        }

        TimeSpan remaining = timeout < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout - Stopwatch.GetElapsedTime(start);
        if (timeout >= TimeSpan.Zero && remaining <= TimeSpan.Zero)
        {
            return false;
        }

        Poll(awaited, remaining);
        return true;
    }
}
