namespace GenRL.Data;

/// <summary>Takes the arrays of an episode file out with their shapes checked against the episode's length.</summary>
internal sealed class EntryReader(string path, IReadOnlyDictionary<string, NpyArray> arrays)
{
    /// <summary>An array that must exist and have this type.</summary>
    public NpyArray Required(string name, NpyType type)
    {
        if (!arrays.TryGetValue(name, out NpyArray? array))
        {
            throw Missing(name);
        }
        return array.Type == type ? array : throw Wrong(name, $"holds {array.Type}, {type} expected");
    }

    /// <summary>One number per row, stored as [L] or [L, 1]; null when absent.</summary>
    public float[]? Column(string name, int length)
    {
        if (!arrays.TryGetValue(name, out NpyArray? array))
        {
            return null;
        }
        RequireRows(name, array, length);
        if (array.Count != length)
        {
            throw Wrong(name, $"has shape ({string.Join(", ", array.Shape)}), ({length}, 1) expected");
        }
        return Finite(name, array.ToFloats());
    }

    /// <summary>One vector per row, [L, n] with n at least 1; null when absent.</summary>
    public float[]? Matrix(string name, int length)
    {
        if (!arrays.TryGetValue(name, out NpyArray? array))
        {
            return null;
        }
        RequireRows(name, array, length);
        if (array.Shape.Count != 2 || array.Shape[1] == 0)
        {
            throw Wrong(name, $"has shape ({string.Join(", ", array.Shape)}), ({length}, size) expected");
        }
        return Finite(name, array.ToFloats());
    }

    /// <summary>As <see cref="Matrix"/> in double precision.</summary>
    public double[]? PreciseMatrix(string name, int length) =>
        Matrix(name, length) is null ? null : arrays[name].ToDoubles();

    /// <summary>One truth value per row; null when absent.</summary>
    public bool[]? Flags(string name, int length) =>
        Column(name, length) is { } values ? Array.ConvertAll(values, value => value != 0) : null;

    public InvalidDataException Missing(string name) => new($"{path}: has no array '{name}' (found: {string.Join(", ", arrays.Keys)})");

    public InvalidDataException Wrong(string name, string reason) => new($"{path}: entry '{name}': {reason}");

    private void RequireRows(string name, NpyArray array, int length)
    {
        if (array.Shape.Count == 0 || array.Shape[0] != length)
        {
            throw Wrong(name, $"has shape ({string.Join(", ", array.Shape)}), {length} rows expected");
        }
    }

    private float[] Finite(string name, float[] values) =>
        Array.TrueForAll(values, float.IsFinite) ? values : throw Wrong(name, "holds a value that is not finite");
}
