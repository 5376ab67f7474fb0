using System.Buffers.Binary;
using System.Text;

namespace GenRL.Data;

/// <summary>Reads and writes numpy's npy format, versions 1 to 3.</summary>
public static class NpyFormat
{
    private const int MaximumHeaderBytes = 1 << 16;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads one array; the stream must end with it.</summary>
    /// <param name="stream">Positioned at the magic bytes.</param>
    /// <param name="source">Names the file and entry in errors.</param>
    /// <param name="maximumBytes">Largest content accepted, in bytes.</param>
    /// <exception cref="InvalidDataException">The content is malformed, truncated, unsupported or larger than the limit.</exception>
    public static NpyArray Read(Stream stream, string source, long maximumBytes = int.MaxValue)
    {
        try
        {
            NpyHeader header = ReadHeader(stream);
            if (header.ByteCount > maximumBytes)
            {
                throw new InvalidDataException($"holds {header.ByteCount} bytes, more than the limit of {maximumBytes}");
            }
            byte[] bytes = ReadContent(stream, header.ByteCount);
            if (header.Type == NpyType.Bool && bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1))
            {
                throw new InvalidDataException("a truth value is neither 0 nor 1");
            }
            return new NpyArray(header.Type, header.Shape, bytes);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"{source}: truncated array");
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{source}: {error.Message}", error);
        }
    }

    /// <summary>Writes one array as version 1.0, header padded to 64 bytes as numpy does.</summary>
    public static void Write(Stream stream, NpyArray array)
    {
        string shape = array.Shape.Count == 1 ? $"{array.Shape[0]}," : string.Join(", ", array.Shape);
        string header = $"{{'descr': '{array.Type.Descriptor()}', 'fortran_order': False, 'shape': ({shape}), }}";
        int padded = (10 + header.Length + 1 + 63) / 64 * 64 - 10;
        Span<byte> prefix = stackalloc byte[10];
        Magic.CopyTo(prefix);
        prefix[6] = 1;
        prefix[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(prefix[8..], (ushort)padded);
        stream.Write(prefix);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(padded - 1) + '\n'));
        stream.Write(array.Bytes);
    }

    private static NpyHeader ReadHeader(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        if (!prefix[..6].SequenceEqual(Magic))
        {
            throw new InvalidDataException("is not an npy array (wrong magic bytes)");
        }
        int version = prefix[6];
        if (version is < 1 or > 3)
        {
            throw new InvalidDataException($"npy format version {version} is unknown");
        }
        Span<byte> lengthBytes = stackalloc byte[4];
        lengthBytes.Clear();
        stream.ReadExactly(lengthBytes[..(version == 1 ? 2 : 4)]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaximumHeaderBytes)
        {
            throw new InvalidDataException($"header of {length} bytes is too long");
        }
        byte[] header = new byte[length];
        stream.ReadExactly(header);
        return NpyHeader.Parse(Encoding.UTF8.GetString(header));
    }

    private static byte[] ReadContent(Stream stream, long count)
    {
        // Grown while reading, so that a header promising gigabytes costs nothing when the file is short.
        byte[] bytes = new byte[Math.Min(count, 1 << 24)];
        int filled = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled < bytes.Length)
            {
                throw new InvalidDataException($"truncated: {filled} of {count} bytes");
            }
            if (filled == count)
            {
                break;
            }
            Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
        }
        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"holds more than the {count} bytes its shape needs");
        }
        return bytes;
    }
}
