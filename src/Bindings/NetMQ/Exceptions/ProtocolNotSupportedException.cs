namespace NetMQ;

/// <summary>The address has an unknown transport.</summary>
public class ProtocolNotSupportedException : NetMQException
{
    internal ProtocolNotSupportedException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.ProtocolNotSupported)
    {
    }
}
