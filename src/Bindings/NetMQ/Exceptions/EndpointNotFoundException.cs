namespace NetMQ;

/// <summary>The endpoint does not exist.</summary>
public class EndpointNotFoundException : NetMQException
{
    internal EndpointNotFoundException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.EndpointNotFound)
    {
    }
}
