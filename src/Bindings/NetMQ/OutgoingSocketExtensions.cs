using System.Text;

namespace NetMQ;

/// <summary>Ways to send frames and messages. Without a timeout, Send waits for ever and TrySend not at all.</summary>
public static class OutgoingSocketExtensions
{
    public static void SendFrame(this IOutgoingSocket socket, byte[] data, bool more = false) => socket.SendFrame(data, data.Length, more);

    public static void SendFrame(this IOutgoingSocket socket, byte[] data, int length, bool more = false) =>
        socket.TrySendFrame(Timeout.InfiniteTimeSpan, data, length, more);

    /// <summary>Sends UTF-8 text.</summary>
    public static void SendFrame(this IOutgoingSocket socket, string message, bool more = false) =>
        socket.TrySendFrame(Timeout.InfiniteTimeSpan, message, more);

    public static void SendFrameEmpty(this IOutgoingSocket socket, bool more = false) => socket.SendFrame([], more);

    public static IOutgoingSocket SendMoreFrame(this IOutgoingSocket socket, byte[] data)
    {
        socket.SendFrame(data, more: true);
        return socket;
    }

    /// <summary>Sends UTF-8 text that further frames follow.</summary>
    public static IOutgoingSocket SendMoreFrame(this IOutgoingSocket socket, string message)
    {
        socket.SendFrame(message, more: true);
        return socket;
    }

    public static IOutgoingSocket SendMoreFrameEmpty(this IOutgoingSocket socket) => socket.SendMoreFrame([]);

    public static bool TrySendFrame(this IOutgoingSocket socket, byte[] data, bool more = false) => socket.TrySendFrame(TimeSpan.Zero, data, data.Length, more);

    public static bool TrySendFrame(this IOutgoingSocket socket, TimeSpan timeout, byte[] data, bool more = false) => socket.TrySendFrame(timeout, data, data.Length, more);

    public static bool TrySendFrame(this IOutgoingSocket socket, TimeSpan timeout, byte[] data, int length, bool more = false)
    {
        Msg msg = default;
        msg.InitGC(data, length);
        return SendAndClose(socket, ref msg, timeout, more);
    }

    /// <summary>Sends UTF-8 text if that is possible at once.</summary>
    public static bool TrySendFrame(this IOutgoingSocket socket, string message, bool more = false) => socket.TrySendFrame(TimeSpan.Zero, message, more);

    /// <summary>Sends UTF-8 text if that becomes possible in time.</summary>
    public static bool TrySendFrame(this IOutgoingSocket socket, TimeSpan timeout, string message, bool more = false)
    {
        Msg msg = default;
        msg.InitPool(Encoding.UTF8.GetByteCount(message));
        Encoding.UTF8.GetBytes(message, msg.Slice());
        return SendAndClose(socket, ref msg, timeout, more);
    }

    public static void SendMultipartBytes(this IOutgoingSocket socket, params byte[][] frames) =>
        socket.TrySendMultipartBytes(Timeout.InfiniteTimeSpan, frames);

    public static bool TrySendMultipartBytes(this IOutgoingSocket socket, params byte[][] frames) => socket.TrySendMultipartBytes(TimeSpan.Zero, frames);

    /// <summary>Sends a message if its first frame can be sent in time; the others then follow at once, as ZeroMQ sends whole messages.</summary>
    public static bool TrySendMultipartBytes(this IOutgoingSocket socket, TimeSpan timeout, params byte[][] frames)
    {
        ArgumentOutOfRangeException.ThrowIfZero(frames.Length);
        for (int index = 0; index < frames.Length; index++)
        {
            TimeSpan frameTimeout = index == 0 ? timeout : Timeout.InfiniteTimeSpan;
            if (!socket.TrySendFrame(frameTimeout, frames[index], index < frames.Length - 1))
            {
                return false;
            }
        }

        return true;
    }

    public static void SendMultipartMessage(this IOutgoingSocket socket, NetMQMessage message) =>
        socket.SendMultipartBytes([.. message.Select(frame => frame.Buffer)]);

    public static bool TrySendMultipartMessage(this IOutgoingSocket socket, NetMQMessage message) => socket.TrySendMultipartMessage(TimeSpan.Zero, message);

    public static bool TrySendMultipartMessage(this IOutgoingSocket socket, TimeSpan timeout, NetMQMessage message) =>
        socket.TrySendMultipartBytes(timeout, [.. message.Select(frame => frame.Buffer)]);

    private static bool SendAndClose(IOutgoingSocket socket, ref Msg msg, TimeSpan timeout, bool more)
    {
        try
        {
            return socket.TrySend(ref msg, timeout, more);
        }
        finally
        {
            msg.Close();
        }
    }
}
