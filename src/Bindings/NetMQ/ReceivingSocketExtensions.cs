using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace NetMQ;

/// <summary>Ways to receive frames and messages. Without a timeout, Receive waits for ever and TryReceive not at all.</summary>
public static class ReceivingSocketExtensions
{
    public static byte[] ReceiveFrameBytes(this IReceivingSocket socket) => socket.ReceiveFrameBytes(out _);

    public static byte[] ReceiveFrameBytes(this IReceivingSocket socket, out bool more)
    {
        socket.TryReceiveFrameBytes(Timeout.InfiniteTimeSpan, out byte[]? bytes, out more);
        return bytes!;
    }

    public static bool TryReceiveFrameBytes(this IReceivingSocket socket, [NotNullWhen(true)] out byte[]? bytes) =>
        socket.TryReceiveFrameBytes(TimeSpan.Zero, out bytes, out _);

    public static bool TryReceiveFrameBytes(this IReceivingSocket socket, [NotNullWhen(true)] out byte[]? bytes, out bool more) =>
        socket.TryReceiveFrameBytes(TimeSpan.Zero, out bytes, out more);

    public static bool TryReceiveFrameBytes(this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] out byte[]? bytes) =>
        socket.TryReceiveFrameBytes(timeout, out bytes, out _);

    public static bool TryReceiveFrameBytes(this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] out byte[]? bytes, out bool more)
    {
        Msg msg = default;
        msg.InitEmpty();
        try
        {
            bool received = socket.TryReceive(ref msg, timeout);
            bytes = received ? msg.Slice().ToArray() : null;
            more = received && msg.HasMore;
            return received;
        }
        finally
        {
            msg.Close();
        }
    }

    /// <summary>Receives UTF-8 text.</summary>
    public static string ReceiveFrameString(this IReceivingSocket socket) => socket.ReceiveFrameString(Encoding.UTF8, out _);

    /// <summary>Receives UTF-8 text.</summary>
    public static string ReceiveFrameString(this IReceivingSocket socket, out bool more) => socket.ReceiveFrameString(Encoding.UTF8, out more);

    public static string ReceiveFrameString(this IReceivingSocket socket, Encoding encoding) => socket.ReceiveFrameString(encoding, out _);

    public static string ReceiveFrameString(this IReceivingSocket socket, Encoding encoding, out bool more)
    {
        socket.TryReceiveFrameString(Timeout.InfiniteTimeSpan, encoding, out string? text, out more);
        return text!;
    }

    /// <summary>Receives UTF-8 text if some is there.</summary>
    public static bool TryReceiveFrameString(this IReceivingSocket socket, [NotNullWhen(true)] out string? frameString) =>
        socket.TryReceiveFrameString(TimeSpan.Zero, Encoding.UTF8, out frameString, out _);

    /// <summary>Receives UTF-8 text if some is there.</summary>
    public static bool TryReceiveFrameString(this IReceivingSocket socket, [NotNullWhen(true)] out string? frameString, out bool more) =>
        socket.TryReceiveFrameString(TimeSpan.Zero, Encoding.UTF8, out frameString, out more);

    /// <summary>Receives UTF-8 text if some comes in time.</summary>
    public static bool TryReceiveFrameString(this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] out string? frameString) =>
        socket.TryReceiveFrameString(timeout, Encoding.UTF8, out frameString, out _);

    /// <summary>Receives UTF-8 text if some comes in time.</summary>
    public static bool TryReceiveFrameString(this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] out string? frameString, out bool more) =>
        socket.TryReceiveFrameString(timeout, Encoding.UTF8, out frameString, out more);

    public static bool TryReceiveFrameString(
        this IReceivingSocket socket, TimeSpan timeout, Encoding encoding, [NotNullWhen(true)] out string? frameString, out bool more)
    {
        bool received = socket.TryReceiveFrameBytes(timeout, out byte[]? bytes, out more);
        frameString = received ? encoding.GetString(bytes!) : null;
        return received;
    }

    public static List<byte[]> ReceiveMultipartBytes(this IReceivingSocket socket, int expectedFrameCount = 4)
    {
        List<byte[]>? frames = new(expectedFrameCount);
        socket.TryReceiveMultipartBytes(Timeout.InfiniteTimeSpan, ref frames);
        return frames!;
    }

    public static bool TryReceiveMultipartBytes(this IReceivingSocket socket, [NotNullWhen(true)] ref List<byte[]>? frames) =>
        socket.TryReceiveMultipartBytes(TimeSpan.Zero, ref frames);

    /// <summary>Receives a whole message if its first frame comes in time.</summary>
    public static bool TryReceiveMultipartBytes(this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] ref List<byte[]>? frames)
    {
        if (!socket.TryReceiveFrameBytes(timeout, out byte[]? bytes, out bool more))
        {
            return false;
        }

        frames ??= [];
        frames.Clear();
        frames.Add(bytes);
        while (more)
        {
            frames.Add(socket.ReceiveFrameBytes(out more));
        }

        return true;
    }

    /// <summary>Receives a message of UTF-8 texts.</summary>
    public static List<string> ReceiveMultipartStrings(this IReceivingSocket socket) =>
        [.. socket.ReceiveMultipartBytes().Select(Encoding.UTF8.GetString)];

    public static NetMQMessage ReceiveMultipartMessage(this IReceivingSocket socket, int expectedFrameCount = 4) =>
        new(socket.ReceiveMultipartBytes(expectedFrameCount));

    public static bool TryReceiveMultipartMessage(this IReceivingSocket socket, [NotNullWhen(true)] ref NetMQMessage? message, int expectedFrameCount = 4) =>
        socket.TryReceiveMultipartMessage(TimeSpan.Zero, ref message, expectedFrameCount);

    /// <summary>Receives a whole message if its first frame comes in time.</summary>
    public static bool TryReceiveMultipartMessage(
        this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] ref NetMQMessage? message, int expectedFrameCount = 4)
    {
        List<byte[]>? frames = null;
        if (!socket.TryReceiveMultipartBytes(timeout, ref frames))
        {
            return false;
        }

        message ??= new NetMQMessage(expectedFrameCount);
        message.Clear();
        frames.ForEach(message.Append);
        return true;
    }
}
