using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>A number handed to an operation. A value type here (the official one owns native memory), so operands cost nothing.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Scalar : IDisposable
{
    private const long IntegerKind = 0, FloatingKind = 1, BooleanKind = 2;

    private readonly long _kind;
    private readonly long _bits;

    private Scalar(long kind, long bits)
    {
        _kind = kind;
        _bits = bits;
    }

    /// <summary>The kind of tensor a 0-dimensional tensor of this number has.</summary>
    public torch.ScalarType Type => _kind switch
    {
        FloatingKind => torch.ScalarType.Float64,
        BooleanKind => torch.ScalarType.Bool,
        _ => torch.ScalarType.Int64,
    };

    internal double AsDouble => _kind == FloatingKind ? BitConverter.Int64BitsToDouble(_bits) : _bits;

    internal long AsLong => _kind == FloatingKind ? (long)BitConverter.Int64BitsToDouble(_bits) : _bits;

    public static implicit operator Scalar(byte value) => new(IntegerKind, value);
    public static implicit operator Scalar(sbyte value) => new(IntegerKind, value);
    public static implicit operator Scalar(short value) => new(IntegerKind, value);
    public static implicit operator Scalar(int value) => new(IntegerKind, value);
    public static implicit operator Scalar(long value) => new(IntegerKind, value);
    public static implicit operator Scalar(float value) => new(FloatingKind, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Scalar(double value) => new(FloatingKind, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Scalar(bool value) => new(BooleanKind, value ? 1 : 0);

    /// <summary>Nothing to free; present because the official type has it.</summary>
    public void Dispose()
    {
    }
}
