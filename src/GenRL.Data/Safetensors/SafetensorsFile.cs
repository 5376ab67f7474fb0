using System.Buffers.Binary;
using System.Text.Json;

namespace GenRL.Data;

/// <summary>
/// Reads and writes safetensors files: eight bytes of header length, a JSON header with type, shape and place of every
/// array, then the arrays one after the other. Readable by the Hugging Face tools.
/// </summary>
public static class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const int Alignment = 8;

    /// <summary>Loads a file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or exceeds the limits; the message says where and why.</exception>
    public static SafetensorsContent Read(string path, SafetensorsLimits? limits = null)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            return Read(stream, limits);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Loads from a seekable stream that holds nothing else.</summary>
    /// <exception cref="InvalidDataException">The content is damaged, or exceeds the limits.</exception>
    public static SafetensorsContent Read(Stream stream, SafetensorsLimits? limits = null)
    {
        limits ??= SafetensorsLimits.Default;
        long available = stream.Length - stream.Position;
        Span<byte> prefix = stackalloc byte[LengthBytes];
        Require(available >= LengthBytes, $"{available} bytes are too few for a safetensors file");
        stream.ReadExactly(prefix);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        Require(headerLength <= (ulong)limits.HeaderBytes, $"the header claims {headerLength} bytes, more than the limit of {limits.HeaderBytes}");
        long dataLength = available - LengthBytes - (long)headerLength;
        Require(dataLength >= 0, $"the header claims {headerLength} bytes, but only {available - LengthBytes} follow");
        Require(dataLength <= limits.DataBytes, $"the data take {dataLength} bytes, more than the limit of {limits.DataBytes}");

        byte[] header = new byte[headerLength];
        stream.ReadExactly(header);
        (List<SafetensorsEntry> entries, Dictionary<string, string> metadata) = SafetensorsHeader.Parse(header, dataLength, limits.Tensors);
        Dictionary<string, SafetensorsTensor> tensors = [];
        foreach (SafetensorsEntry entry in entries)
        {
            byte[] bytes = new byte[entry.End - entry.Begin];
            stream.ReadExactly(bytes);
            tensors.Add(entry.Name, new SafetensorsTensor(entry.Type, entry.Shape, bytes));
        }
        return new SafetensorsContent(tensors, metadata);
    }

    /// <summary>Writes a file atomically.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="tensors">Arrays by name, written in this order.</param>
    /// <param name="metadata">Free text by key, or null.</param>
    /// <exception cref="ArgumentException">An array's bytes do not fill its shape, or a name is used twice or reserved.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, SafetensorsTensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        KeyValuePair<string, SafetensorsTensor>[] all = [.. tensors];
        byte[] header = Header(all, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> prefix = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
            stream.Write(prefix);
            stream.Write(header);
            foreach ((_, SafetensorsTensor tensor) in all)
            {
                stream.Write(tensor.Bytes.Span);
            }
        });
    }

    private static byte[] Header(KeyValuePair<string, SafetensorsTensor>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var names = new HashSet<string>();
        using MemoryStream memory = new();
        using (Utf8JsonWriter writer = new(memory))
        {
            writer.WriteStartObject();
            if (metadata is not null)
            {
                writer.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach ((string key, string value) in metadata)
                {
                    writer.WriteString(key, value);
                }
                writer.WriteEndObject();
            }
            long begin = 0;
            foreach ((string name, SafetensorsTensor tensor) in tensors)
            {
                if (name == SafetensorsHeader.MetadataKey || !names.Add(name))
                {
                    throw new ArgumentException($"The tensor name '{name}' is reserved or used twice.");
                }
                if (SafetensorsTensor.ByteCount(tensor.Type, tensor.Shape) != tensor.Bytes.Length)
                {
                    throw new ArgumentException($"The {tensor.Bytes.Length} bytes of '{name}' do not fill [{string.Join(", ", tensor.Shape)}] of {tensor.Type}.");
                }
                WriteEntry(writer, name, tensor, begin);
                begin += tensor.Bytes.Length;
            }
            writer.WriteEndObject();
        }
        // Spaces behind the JSON keep the arrays aligned for readers that map the file.
        while (memory.Length % Alignment != 0)
        {
            memory.WriteByte((byte)' ');
        }
        return memory.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter writer, string name, SafetensorsTensor tensor, long begin)
    {
        writer.WriteStartObject(name);
        writer.WriteString("dtype", tensor.Type.ToString());
        writer.WriteStartArray("shape");
        foreach (long size in tensor.Shape)
        {
            writer.WriteNumberValue(size);
        }
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(begin + tensor.Bytes.Length);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidDataException($"Not a valid safetensors file: {otherwise}.");
        }
    }
}
