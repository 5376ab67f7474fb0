namespace GenRL.Learning.Export.Onnx;

/// <summary>One axis of an input or output: a fixed length, or a name for a length known only at run time.</summary>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long length, string? name) => (Length, Name) = (length, name);

    /// <summary>Fixed length; 0 where <see cref="Name"/> is set.</summary>
    public long Length { get; }

    /// <summary>Name of a length left open, such as <c>N</c>.</summary>
    public string? Name { get; }

    public static implicit operator OnnxDimension(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        return new(length, null);
    }

    public static implicit operator OnnxDimension(int length) => (long)length;

    public static implicit operator OnnxDimension(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(0, name);
    }
}
