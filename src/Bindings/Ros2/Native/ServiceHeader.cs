namespace ROS2.Native;

/// <summary>The 16 bytes rmw_cyclonedds puts before a service's request and reply: client and sequence number.</summary>
internal static class ServiceHeader
{
    public static void Write(ref CdrWriter writer, ulong clientId, long sequenceNumber)
    {
        writer.Write(clientId);
        writer.Write(sequenceNumber);
    }

    /// <exception cref="InvalidDataException">The payload is shorter.</exception>
    public static (ulong ClientId, long SequenceNumber) Read(ref CdrReader reader) => (reader.Read<ulong>(), reader.Read<long>());
}
