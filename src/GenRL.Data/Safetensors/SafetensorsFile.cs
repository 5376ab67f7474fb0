using System.Buffers.Binary;
using System.Text.Json;

namespace GenRL.Data.Safetensors;

/// <summary>
/// Reads and writes the safetensors format: eight bytes of header length, a JSON header of names, types, shapes and
/// offsets, then the raw arrays. Nothing in a file is trusted before it is checked.
/// </summary>
public static class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const int HeaderLimit = 4 << 20;
    private const string MetadataName = "__metadata__";

    /// <summary>Writes the arrays atomically in the given order.</summary>
    public static void Save(string path, IReadOnlyList<SafetensorsEntry> entries)
    {
        var header = Header(entries);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var entry in entries)
            {
                stream.Write(entry.Bytes.Span);
            }
        });
    }

    /// <summary>Reads all arrays.</summary>
    /// <exception cref="InvalidDataException">The file is truncated, malformed, oversized or has arrays that overlap.</exception>
    public static IReadOnlyDictionary<string, SafetensorsEntry> Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path}: there is no such file");
        }

        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{path}: is no sound safetensors file: {error.Message}", error);
        }
    }

    private static Dictionary<string, SafetensorsEntry> Parse(byte[] file)
    {
        if (file.Length < LengthBytes)
        {
            throw new InvalidDataException($"{file.Length} bytes are too few for a header");
        }

        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(file);
        if (headerLength is < 2 or > HeaderLimit || headerLength > file.Length - LengthBytes)
        {
            throw new InvalidDataException($"the header claims {headerLength} bytes of a file of {file.Length}");
        }

        var data = file.AsMemory(LengthBytes + (int)headerLength);
        using var header = JsonDocument.Parse(file.AsMemory(LengthBytes, (int)headerLength));
        var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        var ranges = new List<(long Start, long End, string Name)>();
        foreach (var property in header.RootElement.EnumerateObject().Where(property => property.Name != MetadataName))
        {
            var (entry, start, end) = ReadEntry(property, data);
            if (!entries.TryAdd(property.Name, entry))
            {
                throw new InvalidDataException($"array '{property.Name}' stands twice");
            }

            ranges.Add((start, end, property.Name));
        }

        RefuseOverlaps(ranges);
        return entries;
    }

    private static (SafetensorsEntry Entry, long Start, long End) ReadEntry(JsonProperty property, ReadOnlyMemory<byte> data)
    {
        var type = property.Value.GetProperty("dtype").GetString() ?? "";
        var shape = property.Value.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt64()).ToArray();
        var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        long expected = SafetensorsEntry.ElementSize(type);
        foreach (var axis in shape)
        {
            expected = checked(expected * (axis >= 0 ? axis : throw new InvalidDataException($"array '{property.Name}' has a negative axis")));
        }

        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] > data.Length || offsets[1] - offsets[0] != expected)
        {
            throw new InvalidDataException($"array '{property.Name}' of {expected} bytes does not lie at its offsets within {data.Length} bytes of data");
        }

        return (new SafetensorsEntry(property.Name, type, shape, data.Slice((int)offsets[0], (int)expected)), offsets[0], offsets[1]);
    }

    private static void RefuseOverlaps(List<(long Start, long End, string Name)> ranges)
    {
        ranges.Sort();
        for (var index = 1; index < ranges.Count; index++)
        {
            if (ranges[index].Start < ranges[index - 1].End)
            {
                throw new InvalidDataException($"arrays '{ranges[index - 1].Name}' and '{ranges[index].Name}' overlap");
            }
        }
    }

    private static byte[] Header(IReadOnlyList<SafetensorsEntry> entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            long offset = 0;
            writer.WriteStartObject();
            foreach (var entry in entries)
            {
                writer.WriteStartObject(entry.Name);
                writer.WriteString("dtype", entry.Type);
                writer.WriteStartArray("shape");
                foreach (var axis in entry.Shape)
                {
                    writer.WriteNumberValue(axis);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                writer.WriteNumberValue(offset += entry.Bytes.Length);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        // the format asks for arrays that begin at multiples of eight: blanks may follow the JSON
        var padded = new byte[(stream.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        stream.ToArray().CopyTo(padded, 0);
        return padded;
    }
}
