namespace GenRL.Data;

/// <summary>Sizes and numpy descriptors of <see cref="NpyType"/>.</summary>
public static class NpyTypes
{
    private static readonly (NpyType Type, string Descriptor, int Size, Type Managed)[] All =
    [
        (NpyType.UInt8, "|u1", 1, typeof(byte)),
        (NpyType.Bool, "|b1", 1, typeof(bool)),
        (NpyType.Float16, "<f2", 2, typeof(Half)),
        (NpyType.Float32, "<f4", 4, typeof(float)),
        (NpyType.Float64, "<f8", 8, typeof(double)),
        (NpyType.Int32, "<i4", 4, typeof(int)),
        (NpyType.Int64, "<i8", 8, typeof(long)),
    ];

    /// <summary>Bytes per element.</summary>
    public static int Size(this NpyType type) => All[(int)type].Size;

    /// <summary>numpy's descriptor, such as <c>&lt;f4</c>.</summary>
    public static string Descriptor(this NpyType type) => All[(int)type].Descriptor;

    /// <summary>The element type of a managed type.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> has no counterpart.</exception>
    public static NpyType Of<T>()
        where T : unmanaged
    {
        foreach ((NpyType type, _, _, Type managed) in All)
        {
            if (managed == typeof(T))
            {
                return type;
            }
        }
        throw new NotSupportedException($"{typeof(T).Name} arrays cannot be stored; use one of {string.Join(", ", All.Select(entry => entry.Managed.Name))}.");
    }

    /// <summary>Finds the type of a numpy descriptor.</summary>
    public static bool TryParse(string descriptor, out NpyType type)
    {
        foreach ((NpyType candidate, string text, _, _) in All)
        {
            if (text == descriptor)
            {
                type = candidate;
                return true;
            }
        }
        type = default;
        return false;
    }
}
