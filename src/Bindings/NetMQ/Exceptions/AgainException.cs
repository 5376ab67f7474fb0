namespace NetMQ;

/// <summary>The operation would have to wait.</summary>
public class AgainException : NetMQException
{
    internal AgainException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.TryAgain)
    {
    }
}
