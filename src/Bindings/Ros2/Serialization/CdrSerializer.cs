namespace ROS2;

/// <summary>Messages to and from the bytes that go over the wire and into bags (extension; rcldotnet has none).</summary>
public static class CdrSerializer
{
    /// <summary>The payload of a message, encapsulation header included.</summary>
    /// <exception cref="ArgumentException">A field is null, or longer than the interface allows.</exception>
    public static byte[] Serialize(IRosMessage message)
    {
        byte[] payload = new byte[Measure(message)];
        CdrWriter writer = CdrWriter.Into(payload);
        message.__WriteTo(ref writer);
        return payload;
    }

    /// <summary>A new message from a payload.</summary>
    /// <exception cref="InvalidDataException">The payload is not such a message.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> payload)
        where T : IRosMessage, new()
    {
        T message = new();
        Deserialize(payload, message);
        return message;
    }

    /// <summary>Overwrites a message from a payload, or leaves it untouched when the payload is not such a message.</summary>
    /// <exception cref="InvalidDataException">The payload is not such a message.</exception>
    public static void Deserialize(ReadOnlySpan<byte> payload, IRosMessage message)
    {
        CdrReader check = new(payload);
        message.__GetTypeSupport().Check(ref check);
        CdrReader reader = new(payload);
        message.__ReadFrom(ref reader);
    }

    /// <summary>Bytes of a message's payload, encapsulation header included.</summary>
    public static int Measure(IRosMessage message)
    {
        CdrWriter writer = CdrWriter.Measure();
        message.__WriteTo(ref writer);
        return writer.Length;
    }
}
