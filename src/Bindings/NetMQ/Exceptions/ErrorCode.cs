namespace NetMQ;

/// <summary>What went wrong in a <see cref="NetMQException"/>.</summary>
public enum ErrorCode
{
    AccessDenied,
    Fault,
    Invalid,
    TooManyOpenSockets,
    TryAgain,
    MessageSize,
    ProtocolNotSupported,
    AddressFamilyNotSupported,
    AddressNotAvailable,
    NetworkDown,
    NetworkUnreachable,
    NetworkReset,
    ConnectionAborted,
    ConnectionReset,
    NoBufferSpaceAvailable,
    NotConnected,
    TimedOut,
    ConnectionRefused,
    HostUnreachable,
    AddressAlreadyInUse,
    EndpointNotFound,
    FiniteStateMachine,
    ContextTerminated,
    SocketError,
}
