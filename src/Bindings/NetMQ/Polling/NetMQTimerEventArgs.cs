namespace NetMQ;

/// <summary>Tells which timer elapsed.</summary>
public class NetMQTimerEventArgs : EventArgs
{
    public NetMQTimerEventArgs(NetMQTimer timer) => Timer = timer;

    public NetMQTimer Timer { get; }
}
