using System.Buffers.Binary;

namespace GenRL.Data;

/// <summary>An element type of PyTorch's storages, and the type of this project that holds its values.</summary>
/// <param name="Size">Bytes of an element in the file.</param>
/// <param name="Type">Type it is read as.</param>
/// <param name="Convert">Writes one element as that type; null where the bytes are the same.</param>
internal sealed record TorchElement(int Size, SafetensorsType Type, TorchElement.Conversion? Convert = null)
{
    /// <summary>Reads one element and writes it in the type of this project.</summary>
    internal delegate void Conversion(ReadOnlySpan<byte> from, Span<byte> to);

    private static readonly Dictionary<string, TorchElement> ByStorage = new()
    {
        ["FloatStorage"] = new(4, SafetensorsType.F32),
        ["HalfStorage"] = new(2, SafetensorsType.F16),
        ["LongStorage"] = new(8, SafetensorsType.I64),
        ["ByteStorage"] = new(1, SafetensorsType.U8),
        ["BoolStorage"] = new(1, SafetensorsType.U8),
        ["DoubleStorage"] = new(8, SafetensorsType.F32, (from, to) => BinaryPrimitives.WriteSingleLittleEndian(to, (float)BinaryPrimitives.ReadDoubleLittleEndian(from))),
        // the upper half of a float
        ["BFloat16Storage"] = new(2, SafetensorsType.F32, (from, to) => BinaryPrimitives.WriteInt32LittleEndian(to, BinaryPrimitives.ReadUInt16LittleEndian(from) << 16)),
        ["IntStorage"] = new(4, SafetensorsType.I64, (from, to) => BinaryPrimitives.WriteInt64LittleEndian(to, BinaryPrimitives.ReadInt32LittleEndian(from))),
        ["ShortStorage"] = new(2, SafetensorsType.I64, (from, to) => BinaryPrimitives.WriteInt64LittleEndian(to, BinaryPrimitives.ReadInt16LittleEndian(from))),
        ["CharStorage"] = new(1, SafetensorsType.I64, (from, to) => BinaryPrimitives.WriteInt64LittleEndian(to, (sbyte)from[0])),
    };

    /// <summary>The elements of a storage class in module <c>torch</c>; null for a name that is none.</summary>
    public static TorchElement? OfStorage(string className) => ByStorage.GetValueOrDefault(className);
}
