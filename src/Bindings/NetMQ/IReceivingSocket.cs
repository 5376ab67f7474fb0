namespace NetMQ;

/// <summary>A socket that receives.</summary>
public interface IReceivingSocket
{
    /// <summary>Receives one frame.</summary>
    /// <param name="msg">Initialised by the caller; holds the frame afterwards if one came.</param>
    /// <param name="timeout">How long to wait; negative for ever.</param>
    /// <returns>Whether a frame came.</returns>
    bool TryReceive(ref Msg msg, TimeSpan timeout);
}
