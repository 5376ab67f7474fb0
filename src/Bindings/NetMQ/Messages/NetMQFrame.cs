using System.Text;

namespace NetMQ;

/// <summary>One frame of a <see cref="NetMQMessage"/>.</summary>
public class NetMQFrame : IEquatable<NetMQFrame>
{
    public NetMQFrame(byte[] buffer) => Buffer = buffer ?? throw new ArgumentNullException(nameof(buffer));

    /// <summary>A frame of UTF-8 text.</summary>
    public NetMQFrame(string message)
        : this(message, Encoding.UTF8)
    {
    }

    public NetMQFrame(string message, Encoding encoding) => Buffer = encoding.GetBytes(message);

    /// <summary>A new empty frame.</summary>
    public static NetMQFrame Empty => new([]);

    public byte[] Buffer { get; }

    public int BufferSize => Buffer.Length;

    public int MessageSize => Buffer.Length;

    public bool IsEmpty => Buffer.Length == 0;

    /// <summary>The frame as UTF-8 text.</summary>
    public string ConvertToString() => Encoding.UTF8.GetString(Buffer);

    public string ConvertToString(Encoding encoding) => encoding.GetString(Buffer);

    /// <summary>The frame's bytes, copied only if asked for.</summary>
    public byte[] ToByteArray(bool copy = false) => copy ? [.. Buffer] : Buffer;

    public bool Equals(NetMQFrame? other) => other is not null && Buffer.AsSpan().SequenceEqual(other.Buffer);

    public override bool Equals(object? obj) => Equals(obj as NetMQFrame);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Buffer);
        return hash.ToHashCode();
    }
}
