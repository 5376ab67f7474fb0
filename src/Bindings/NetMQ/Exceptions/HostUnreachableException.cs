namespace NetMQ;

/// <summary>A router that must deliver knows no such peer.</summary>
public class HostUnreachableException : NetMQException
{
    internal HostUnreachableException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.HostUnreachable)
    {
    }
}
