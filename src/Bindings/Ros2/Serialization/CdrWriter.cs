using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ROS2;

/// <summary>
/// Writes little-endian XCDR1 (OMG DDS-XTypes 7.4.1, plain CDR), the encoding of ROS 2. Alignment counts from behind the
/// four-byte encapsulation header. A measuring writer only counts, so one method both sizes and writes a message.
/// </summary>
public ref struct CdrWriter
{
    /// <summary>Bytes of the encapsulation header before every payload.</summary>
    public const int HeaderSize = 4;

    private readonly Span<byte> _buffer;
    private readonly bool _measuring;
    private int _position;

    private CdrWriter(Span<byte> buffer, bool measuring)
    {
        _buffer = buffer;
        _measuring = measuring;
        _position = HeaderSize;
    }

    /// <summary>Bytes written or counted so far, header included.</summary>
    public readonly int Length => _position;

    /// <summary>A writer that counts only.</summary>
    public static CdrWriter Measure() => new(default, measuring: true);

    /// <summary>A writer into a buffer of the measured length; the encapsulation header is written at once.</summary>
    public static CdrWriter Into(Span<byte> buffer)
    {
        buffer[0] = 0;
        buffer[1] = 1; // CDR_LE
        buffer[2] = 0;
        buffer[3] = 0;
        return new CdrWriter(buffer, measuring: false);
    }

    /// <summary>Returns the value of a field that must not be null.</summary>
    /// <exception cref="ArgumentException">It is null.</exception>
    public static T NotNull<T>(T? value, string field)
        where T : class => value ?? throw new ArgumentException($"{field} is null; messages hold empty values instead.");

    /// <summary>Checks the length of a fixed array.</summary>
    /// <exception cref="ArgumentException">It differs.</exception>
    public static void CheckLength(int length, int expected, string field)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{field} must have {expected} elements but has {length}.");
        }
    }

    /// <summary>Writes one built-in value.</summary>
    public void Write<T>(T value)
        where T : unmanaged
    {
        Span<byte> target = Reserve(Unsafe.SizeOf<T>(), 1);
        if (!_measuring)
        {
            MemoryMarshal.Write(target, in value);
        }
    }

    /// <summary>Writes UTF-8 text with its length and a closing zero.</summary>
    /// <exception cref="ArgumentException">The text is longer than the interface allows.</exception>
    public void WriteString(string value, int maxLength, string field)
    {
        int size = Encoding.UTF8.GetByteCount(value);
        if (size > maxLength)
        {
            throw new ArgumentException($"{field} may have {maxLength} bytes of text but has {size}.");
        }

        Write((uint)size + 1);
        Span<byte> target = Reserve(1, size + 1);
        if (!_measuring)
        {
            Encoding.UTF8.GetBytes(value, target);
            target[size] = 0;
        }
    }

    /// <summary>Writes the number of elements of a sequence.</summary>
    /// <exception cref="ArgumentException">It is more than the interface allows.</exception>
    public void WriteCount(int count, int maxCount, string field)
    {
        if (count > maxCount)
        {
            throw new ArgumentException($"{field} may have {maxCount} elements but has {count}.");
        }

        Write((uint)count);
    }

    /// <summary>Writes a sequence of built-in values.</summary>
    /// <inheritdoc cref="WriteCount"/>
    public void WriteSequence<T>(List<T> values, int maxCount, string field)
        where T : unmanaged
    {
        WriteCount(values.Count, maxCount, field);
        WriteValues<T>(CollectionsMarshal.AsSpan(values));
    }

    /// <summary>Writes a fixed array of built-in values.</summary>
    /// <inheritdoc cref="CheckLength"/>
    public void WriteFixed<T>(T[] values, int length, string field)
        where T : unmanaged
    {
        CheckLength(values.Length, length, field);
        WriteValues<T>(values);
    }

    /// <summary>Writes a sequence of texts.</summary>
    /// <inheritdoc cref="WriteCount"/>
    public void WriteStrings(List<string> values, int maxCount, int maxLength, string field)
    {
        WriteCount(values.Count, maxCount, field);
        foreach (string value in values)
        {
            WriteString(NotNull(value, field), maxLength, field);
        }
    }

    /// <summary>Writes a fixed array of texts.</summary>
    /// <inheritdoc cref="CheckLength"/>
    public void WriteFixedStrings(string[] values, int length, int maxLength, string field)
    {
        CheckLength(values.Length, length, field);
        foreach (string value in values)
        {
            WriteString(NotNull(value, field), maxLength, field);
        }
    }

    private void WriteValues<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        // a sequence without elements has no padding behind its length
        if (values.IsEmpty)
        {
            return;
        }

        Span<byte> target = Reserve(Unsafe.SizeOf<T>(), values.Length);
        if (!_measuring)
        {
            MemoryMarshal.AsBytes(values).CopyTo(target);
        }
    }

    private Span<byte> Reserve(int elementSize, int count)
    {
        int start = Align(_position, elementSize);
        int end = checked(start + (elementSize * count));
        if (_measuring)
        {
            _position = end;
            return default;
        }

        if (end > _buffer.Length)
        {
            throw new InvalidOperationException("The message grew while it was being sent; do not change a message during Publish.");
        }

        _buffer[_position..start].Clear();
        _position = end;
        return _buffer[start..end];
    }

    private static int Align(int position, int size)
    {
        int misaligned = (position - HeaderSize) & (size - 1);
        return misaligned == 0 ? position : position + size - misaligned;
    }
}
