namespace GenRL.Data;

/// <summary>One named array of a safetensors file.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes; empty for a single number.</param>
/// <param name="Bytes">The elements, little-endian, last dimension fastest.</param>
public sealed record SafetensorsTensor(SafetensorsType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes per element of a type.</summary>
    public static int ElementSize(SafetensorsType type) => type switch
    {
        SafetensorsType.F32 => 4,
        SafetensorsType.F16 => 2,
        SafetensorsType.I64 => 8,
        SafetensorsType.U8 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown element type"),
    };

    /// <summary>Bytes that an array of this type and shape takes.</summary>
    /// <exception cref="OverflowException">A size is negative or the product exceeds 64 bits.</exception>
    public static long ByteCount(SafetensorsType type, IReadOnlyList<long> shape)
    {
        long count = ElementSize(type);
        foreach (long size in shape)
        {
            count = size >= 0 ? checked(count * size) : throw new OverflowException($"the size {size} is negative");
        }
        return count;
    }
}
