namespace NetMQ.Native;

/// <summary>Numbers of socket options in zmq.h.</summary>
internal static class ZmqOption
{
    public const int Affinity = 4;
    public const int Identity = 5;
    public const int Subscribe = 6;
    public const int Unsubscribe = 7;
    public const int SendBuffer = 11;
    public const int ReceiveBuffer = 12;
    public const int ReceiveMore = 13;
    public const int Events = 15;
    public const int Linger = 17;
    public const int ReconnectInterval = 18;
    public const int Backlog = 19;
    public const int ReconnectIntervalMax = 21;
    public const int MaxMsgSize = 22;
    public const int SendHighWatermark = 23;
    public const int ReceiveHighWatermark = 24;
    public const int LastEndpoint = 32;
    public const int RouterMandatory = 33;
    public const int TcpKeepalive = 34;
    public const int Correlate = 52;
    public const int Relaxed = 53;
}
