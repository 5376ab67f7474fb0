using Microsoft.Win32.SafeHandles;

namespace NetMQ.Native;

/// <summary>A libzmq socket that is closed exactly once and never while a call uses it.</summary>
internal sealed class SocketHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public SocketHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => Zmq.Close(handle) == 0;
}
