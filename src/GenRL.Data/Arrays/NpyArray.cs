using System.Runtime.InteropServices;

namespace GenRL.Data;

/// <summary>An n-dimensional array in C order (last index fastest), little-endian, as npy files hold it.</summary>
public sealed class NpyArray
{
    private readonly byte[] _bytes;

    internal NpyArray(NpyType type, int[] shape, byte[] bytes)
    {
        Type = type;
        Shape = shape;
        _bytes = bytes;
    }

    /// <summary>Element type.</summary>
    public NpyType Type { get; }

    /// <summary>Dimensions, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Count => _bytes.Length / Type.Size();

    /// <summary>The raw content.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Copies values into a new array.</summary>
    /// <param name="values">All elements in C order.</param>
    /// <param name="shape">Dimensions whose product is the number of values.</param>
    /// <exception cref="ArgumentException">The shape does not fit the number of values.</exception>
    public static NpyArray From<T>(ReadOnlySpan<T> values, params int[] shape)
        where T : unmanaged
    {
        long count = 1;
        foreach (int dimension in shape)
        {
            count = checked(count * dimension);
        }
        if (count != values.Length || shape.Any(dimension => dimension < 0))
        {
            throw new ArgumentException($"Shape ({string.Join(", ", shape)}) holds {count} values, but {values.Length} were given.", nameof(shape));
        }
        return new NpyArray(NpyTypes.Of<T>(), (int[])shape.Clone(), MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>Views the elements without conversion.</summary>
    /// <exception cref="InvalidOperationException">The elements are not <typeparamref name="T"/>.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        if (NpyTypes.Of<T>() != Type)
        {
            throw new InvalidOperationException($"The array holds {Type}, not {typeof(T).Name}.");
        }
        return MemoryMarshal.Cast<byte, T>(_bytes);
    }

    /// <summary>Copies the elements as 64-bit floats, whatever their type.</summary>
    public double[] ToDoubles()
    {
        double[] result = new double[Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Type switch
            {
                NpyType.UInt8 or NpyType.Bool => _bytes[i],
                NpyType.Float16 => (double)BitConverter.ToHalf(_bytes, i * 2),
                NpyType.Float32 => BitConverter.ToSingle(_bytes, i * 4),
                NpyType.Float64 => BitConverter.ToDouble(_bytes, i * 8),
                NpyType.Int32 => BitConverter.ToInt32(_bytes, i * 4),
                _ => BitConverter.ToInt64(_bytes, i * 8),
            };
        }
        return result;
    }

    /// <summary>Copies the elements as 32-bit floats, whatever their type.</summary>
    public float[] ToFloats()
    {
        if (Type == NpyType.Float32)
        {
            return Values<float>().ToArray();
        }
        return Array.ConvertAll(ToDoubles(), value => (float)value);
    }
}
