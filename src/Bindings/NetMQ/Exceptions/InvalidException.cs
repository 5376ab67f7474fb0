namespace NetMQ;

/// <summary>An argument or address is not valid.</summary>
public class InvalidException : NetMQException
{
    internal InvalidException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.Invalid)
    {
    }
}
