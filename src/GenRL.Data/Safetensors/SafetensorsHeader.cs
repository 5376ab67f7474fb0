using System.Text.Json;

namespace GenRL.Data;

/// <summary>Checks and reads the JSON header: every array has a known type, and together they fill the data part without gap or overlap.</summary>
internal static class SafetensorsHeader
{
    internal const string MetadataKey = "__metadata__";

    private const int MaximumDimensions = 32;

    internal static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(byte[] header, long dataLength, int maximumTensors)
    {
        using JsonDocument document = ParseJson(header);
        JsonElement root = document.RootElement;
        Require(root.ValueKind == JsonValueKind.Object, "the header is not a JSON object");
        Dictionary<string, SafetensorsEntry> entries = [];
        Dictionary<string, string> metadata = [];
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name == MetadataKey)
            {
                ReadMetadata(property.Value, metadata);
                continue;
            }
            Require(entries.Count < maximumTensors, $"there are more than {maximumTensors} tensors");
            Require(entries.TryAdd(property.Name, ReadEntry(property.Name, property.Value)), $"the tensor '{property.Name}' is there twice");
        }
        List<SafetensorsEntry> ordered = [.. entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        RequireGapless(ordered, dataLength);
        return (ordered, metadata);
    }

    private static JsonDocument ParseJson(byte[] header)
    {
        try
        {
            return JsonDocument.Parse(header);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"Not a valid safetensors file: the header is not valid JSON ({error.Message})", error);
        }
    }

    private static void ReadMetadata(JsonElement value, Dictionary<string, string> metadata)
    {
        Require(value.ValueKind == JsonValueKind.Object, "the metadata are not a JSON object");
        foreach (JsonProperty property in value.EnumerateObject())
        {
            Require(property.Value.ValueKind == JsonValueKind.String, $"the metadata entry '{property.Name}' is not text");
            metadata[property.Name] = property.Value.GetString()!;
        }
    }

    private static SafetensorsEntry ReadEntry(string name, JsonElement value)
    {
        Require(value.ValueKind == JsonValueKind.Object, $"the tensor '{name}' is not described by a JSON object");
        Require(
            value.TryGetProperty("dtype", out JsonElement dtype) && dtype.ValueKind == JsonValueKind.String,
            $"the tensor '{name}' has no dtype");
        string typeName = dtype.GetString()!;
        Require(
            Enum.TryParse(typeName, out SafetensorsType type) && type.ToString() == typeName,
            $"the tensor '{name}' has type {typeName}; known are {string.Join(", ", Enum.GetNames<SafetensorsType>())}");
        long[] shape = Numbers(value, "shape", name);
        long[] offsets = Numbers(value, "data_offsets", name);
        Require(shape.Length <= MaximumDimensions, $"the tensor '{name}' has {shape.Length} dimensions");
        Require(offsets.Length == 2 && offsets[0] >= 0 && offsets[1] >= offsets[0], $"the tensor '{name}' has the data_offsets [{string.Join(", ", offsets)}]");
        RequireFilled(name, type, shape, offsets[1] - offsets[0]);
        return new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    private static void RequireFilled(string name, SafetensorsType type, long[] shape, long bytes)
    {
        long needed;
        try
        {
            needed = SafetensorsTensor.ByteCount(type, shape);
        }
        catch (OverflowException error)
        {
            throw new InvalidDataException($"Not a valid safetensors file: the tensor '{name}' has an impossible shape: {error.Message}", error);
        }
        Require(needed == bytes, $"the tensor '{name}' needs {needed} bytes for its shape but has {bytes}");
    }

    private static long[] Numbers(JsonElement value, string key, string name)
    {
        Require(
            value.TryGetProperty(key, out JsonElement array) && array.ValueKind == JsonValueKind.Array,
            $"the tensor '{name}' has no {key}");
        List<long> numbers = [];
        foreach (JsonElement element in array.EnumerateArray())
        {
            Require(
                element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long _),
                $"the {key} of '{name}' holds something else than whole numbers");
            numbers.Add(element.GetInt64());
        }
        return [.. numbers];
    }

    private static void RequireGapless(List<SafetensorsEntry> ordered, long dataLength)
    {
        long end = 0;
        foreach (SafetensorsEntry entry in ordered)
        {
            Require(entry.Begin >= end, $"the tensor '{entry.Name}' overlaps the one before it");
            Require(entry.Begin == end, $"there is a gap of {entry.Begin - end} bytes before the tensor '{entry.Name}'");
            Require(entry.End <= dataLength, $"the tensor '{entry.Name}' ends at byte {entry.End}, but there are {dataLength} bytes of data");
            end = entry.End;
        }
        Require(end == dataLength, $"{dataLength - end} bytes of data belong to no tensor");
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidDataException($"Not a valid safetensors file: {otherwise}.");
        }
    }
}
