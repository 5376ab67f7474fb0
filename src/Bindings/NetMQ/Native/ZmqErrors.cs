namespace NetMQ.Native;

/// <summary>Error numbers of Linux and of libzmq (zmq.h, ZMQ_HAUSNUMERO).</summary>
internal static class ZmqErrors
{
    public const int Interrupted = 4;
    public const int Again = 11;
    private const int LibraryBase = 156384712;

    public static ErrorCode ToErrorCode(int error) => error switch
    {
        2 => ErrorCode.EndpointNotFound,
        Again => ErrorCode.TryAgain,
        13 => ErrorCode.AccessDenied,
        14 => ErrorCode.Fault,
        19 or 99 => ErrorCode.AddressNotAvailable,
        22 => ErrorCode.Invalid,
        24 => ErrorCode.TooManyOpenSockets,
        88 => ErrorCode.SocketError,
        90 => ErrorCode.MessageSize,
        93 => ErrorCode.ProtocolNotSupported,
        97 => ErrorCode.AddressFamilyNotSupported,
        98 => ErrorCode.AddressAlreadyInUse,
        100 => ErrorCode.NetworkDown,
        101 => ErrorCode.NetworkUnreachable,
        102 => ErrorCode.NetworkReset,
        103 => ErrorCode.ConnectionAborted,
        104 => ErrorCode.ConnectionReset,
        105 => ErrorCode.NoBufferSpaceAvailable,
        107 => ErrorCode.NotConnected,
        110 => ErrorCode.TimedOut,
        111 => ErrorCode.ConnectionRefused,
        113 => ErrorCode.HostUnreachable,
        LibraryBase + 51 => ErrorCode.FiniteStateMachine,
        LibraryBase + 53 => ErrorCode.ContextTerminated,
        _ => ErrorCode.SocketError,
    };
}
