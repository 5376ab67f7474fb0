using System.Text;
using NetMQ.Native;

namespace NetMQ;

/// <summary>A socket's settings; those about connections count for later Bind and Connect calls.</summary>
public unsafe class SocketOptions
{
    private const int MaxTextSize = 1024;
    private readonly NetMQSocket _socket;

    internal SocketOptions(NetMQSocket socket) => _socket = socket;

    /// <summary>I/O threads that may serve new connections, as bits; 0 for all.</summary>
    public long Affinity
    {
        get => Get<long>(ZmqOption.Affinity);
        set => Set(ZmqOption.Affinity, value);
    }

    /// <summary>The name by which a router knows this socket: 1 to 255 bytes, the first not zero.</summary>
    public byte[]? Identity
    {
        get => GetBytes(ZmqOption.Identity);
        set => SetBytes(ZmqOption.Identity, value ?? []);
    }

    /// <summary>How long unsent messages are kept after closing; negative for ever.</summary>
    public TimeSpan Linger
    {
        get => Milliseconds(Get<int>(ZmqOption.Linger));
        set => Set(ZmqOption.Linger, Milliseconds(value));
    }

    /// <summary>Bytes of the operating system's send buffer; -1 for its default.</summary>
    public int SendBuffer
    {
        get => Get<int>(ZmqOption.SendBuffer);
        set => Set(ZmqOption.SendBuffer, value);
    }

    /// <summary>Bytes of the operating system's receive buffer; -1 for its default.</summary>
    public int ReceiveBuffer
    {
        get => Get<int>(ZmqOption.ReceiveBuffer);
        set => Set(ZmqOption.ReceiveBuffer, value);
    }

    /// <summary>Whether the frame received last is followed by more of the same message.</summary>
    public bool ReceiveMore => Get<int>(ZmqOption.ReceiveMore) != 0;

    public TimeSpan ReconnectInterval
    {
        get => Milliseconds(Get<int>(ZmqOption.ReconnectInterval));
        set => Set(ZmqOption.ReconnectInterval, Milliseconds(value));
    }

    public TimeSpan ReconnectIntervalMax
    {
        get => Milliseconds(Get<int>(ZmqOption.ReconnectIntervalMax));
        set => Set(ZmqOption.ReconnectIntervalMax, Milliseconds(value));
    }

    /// <summary>Connections that may wait to be accepted.</summary>
    public int Backlog
    {
        get => Get<int>(ZmqOption.Backlog);
        set => Set(ZmqOption.Backlog, value);
    }

    /// <summary>Largest frame accepted, in bytes; a peer that sends a larger one is disconnected. -1 for no limit.</summary>
    public long MaxMsgSize
    {
        get => Get<long>(ZmqOption.MaxMsgSize);
        set => Set(ZmqOption.MaxMsgSize, value);
    }

    /// <summary>Messages queued per peer before sending waits or drops; 0 for no limit.</summary>
    public int SendHighWatermark
    {
        get => Get<int>(ZmqOption.SendHighWatermark);
        set => Set(ZmqOption.SendHighWatermark, value);
    }

    /// <summary>Messages queued per peer before its messages wait or are dropped; 0 for no limit.</summary>
    public int ReceiveHighWatermark
    {
        get => Get<int>(ZmqOption.ReceiveHighWatermark);
        set => Set(ZmqOption.ReceiveHighWatermark, value);
    }

    /// <summary>The address bound or connected last, with the port that was chosen.</summary>
    public string? LastEndpoint => Encoding.UTF8.GetString(GetBytes(ZmqOption.LastEndpoint)).TrimEnd('\0');

    /// <summary>Whether a router throws <see cref="HostUnreachableException"/> for an unknown peer instead of dropping the message.</summary>
    public bool RouterMandatory
    {
        set => Set(ZmqOption.RouterMandatory, value ? 1 : 0);
    }

    /// <summary>Whether TCP checks idle connections.</summary>
    public bool TcpKeepalive
    {
        get => Get<int>(ZmqOption.TcpKeepalive) == 1;
        set => Set(ZmqOption.TcpKeepalive, value ? 1 : 0);
    }

    /// <summary>Whether a request socket numbers its requests and ignores other replies.</summary>
    public bool Correlate
    {
        set => Set(ZmqOption.Correlate, value ? 1 : 0);
    }

    /// <summary>Whether a request socket may send again before the reply came.</summary>
    public bool Relaxed
    {
        set => Set(ZmqOption.Relaxed, value ? 1 : 0);
    }

    internal void SetBytes(int option, ReadOnlySpan<byte> value)
    {
        fixed (byte* pointer = value)
        {
            Zmq.Check(Zmq.SetOption(_socket.Handle, option, pointer, (nuint)value.Length), $"Setting the socket option {option}");
        }
    }

    private static TimeSpan Milliseconds(int value) => value < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(value);

    private static int Milliseconds(TimeSpan value) => value < TimeSpan.Zero ? -1 : checked((int)value.TotalMilliseconds);

    private void Set<T>(int option, T value)
        where T : unmanaged =>
        Zmq.Check(Zmq.SetOption(_socket.Handle, option, &value, (nuint)sizeof(T)), $"Setting the socket option {option} to {value}");

    private T Get<T>(int option)
        where T : unmanaged
    {
        T value;
        nuint size = (nuint)sizeof(T);
        Zmq.Check(Zmq.GetOption(_socket.Handle, option, &value, &size), $"Reading the socket option {option}");
        return value;
    }

    private byte[] GetBytes(int option)
    {
        byte* value = stackalloc byte[MaxTextSize];
        nuint size = MaxTextSize;
        Zmq.Check(Zmq.GetOption(_socket.Handle, option, value, &size), $"Reading the socket option {option}");
        return new ReadOnlySpan<byte>(value, (int)size).ToArray();
    }
}
