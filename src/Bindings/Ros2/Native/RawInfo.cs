using System.Runtime.InteropServices;

namespace ROS2.Native;

/// <summary>One taken sample; the layout of <c>struct raw_info</c> in native/raw_cdr.c.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RawInfo
{
    public long SourceTimestampNs;
    public ulong PublicationHandle;
    public byte* Data;
    public nint Sample;
    public uint Size;
    public uint Valid;

    public readonly ReadOnlySpan<byte> Payload => new(Data, (int)Math.Min(Size, int.MaxValue));
}
