namespace GenRL.Data.Safetensors;

/// <summary>One array of a safetensors file.</summary>
/// <param name="Name">Name, unique in the file.</param>
/// <param name="Type">Element type as the format spells it: F32, F16, I64 or U8.</param>
/// <param name="Shape">Axis lengths; empty for a scalar.</param>
/// <param name="Bytes">Row-major little-endian elements.</param>
public sealed record SafetensorsEntry(string Name, string Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes of one element.</summary>
    /// <exception cref="InvalidDataException">The type is not supported.</exception>
    public static int ElementSize(string type) => type switch
    {
        "F32" => 4,
        "F16" => 2,
        "I64" => 8,
        "U8" => 1,
        _ => throw new InvalidDataException($"element type '{type}' is not supported; known are F32, F16, I64 and U8"),
    };
}
