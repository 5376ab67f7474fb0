namespace NetMQ;

/// <summary>The library was cleaned up while the operation waited.</summary>
public class TerminatingException : NetMQException
{
    internal TerminatingException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.ContextTerminated)
    {
    }
}
