namespace NetMQ;

/// <summary>A failure of ZeroMQ, with libzmq's own text.</summary>
public class NetMQException : Exception
{
    protected NetMQException(Exception? innerException, string? message, ErrorCode errorCode)
        : base(message, innerException) => ErrorCode = errorCode;

    public ErrorCode ErrorCode { get; }

    public static NetMQException Create(ErrorCode errorCode) => Create("", errorCode);

    /// <summary>The exception class that belongs to an error code.</summary>
    public static NetMQException Create(string? message, ErrorCode errorCode) => errorCode switch
    {
        ErrorCode.TryAgain => new AgainException(null, message),
        ErrorCode.ContextTerminated => new TerminatingException(null, message),
        ErrorCode.Invalid => new InvalidException(null, message),
        ErrorCode.EndpointNotFound => new EndpointNotFoundException(null, message),
        ErrorCode.AddressAlreadyInUse => new AddressAlreadyInUseException(null, message),
        ErrorCode.ProtocolNotSupported => new ProtocolNotSupportedException(null, message),
        ErrorCode.HostUnreachable => new HostUnreachableException(null, message),
        ErrorCode.FiniteStateMachine => new FiniteStateMachineException(null, message),
        ErrorCode.Fault => new FaultException(null, message),
        _ => new NetMQException(null, message, errorCode),
    };
}
