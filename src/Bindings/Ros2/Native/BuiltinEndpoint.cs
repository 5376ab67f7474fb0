using System.Runtime.InteropServices;

namespace ROS2.Native;

/// <summary>Discovery data of a remote endpoint; the layout of <c>dds_builtintopic_endpoint_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BuiltinEndpoint
{
    public fixed byte Guid[16];
    public fixed byte ParticipantGuid[16];
    public ulong ParticipantHandle;
    public byte* TopicName;
    public byte* TypeName;
    public nint Qos;
}
