namespace NetMQ;

/// <summary>Tells which socket is ready for what.</summary>
public class NetMQSocketEventArgs : EventArgs
{
    public NetMQSocketEventArgs(NetMQSocket socket) => Socket = socket;

    public NetMQSocket Socket { get; }

    public bool IsReadyToSend { get; private set; }

    public bool IsReadyToReceive { get; private set; }

    internal void Init(PollEvents events)
    {
        IsReadyToReceive = events.HasFlag(PollEvents.PollIn);
        IsReadyToSend = events.HasFlag(PollEvents.PollOut);
    }
}
