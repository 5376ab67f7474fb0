namespace NetMQ;

/// <summary>A socket that sends.</summary>
public interface IOutgoingSocket
{
    /// <summary>Sends one frame.</summary>
    /// <param name="msg">The frame; empty afterwards if it was sent.</param>
    /// <param name="timeout">How long to wait for room or a peer; negative for ever.</param>
    /// <param name="more">Whether further frames of the message follow.</param>
    /// <returns>Whether it was sent.</returns>
    bool TrySend(ref Msg msg, TimeSpan timeout, bool more);
}
