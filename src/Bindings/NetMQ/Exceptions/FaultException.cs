namespace NetMQ;

/// <summary>The message is not valid.</summary>
public class FaultException : NetMQException
{
    internal FaultException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.Fault)
    {
    }
}
