namespace NetMQ;

/// <summary>Something a poller can watch through its socket.</summary>
public interface ISocketPollable
{
    NetMQSocket Socket { get; }

    bool IsDisposed { get; }
}
