using System.Runtime.InteropServices;

namespace NetMQ.Native;

/// <summary>The 64 bytes of a <c>zmq_msg_t</c>.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct ZmqMessage
{
    private readonly long _alignment;
}
