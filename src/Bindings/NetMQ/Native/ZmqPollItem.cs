using System.Runtime.InteropServices;

namespace NetMQ.Native;

/// <summary>The layout of <c>zmq_pollitem_t</c> on Unix.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ZmqPollItem
{
    public nint Socket;
    public int FileDescriptor;
    public short Events;
    public short ReturnedEvents;
}
