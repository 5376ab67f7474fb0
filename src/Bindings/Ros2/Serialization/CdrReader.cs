using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ROS2;

/// <summary>
/// Reads little-endian XCDR1, the encoding of ROS 2. Every access is checked against the payload's end, and counts are
/// checked before anything is allocated for them. Reading into existing objects allocates nothing once they have grown.
/// </summary>
public ref struct CdrReader
{
    private const int StackCharacters = 256;
    private readonly ReadOnlySpan<byte> _payload;
    private int _position;

    /// <summary>Starts behind the encapsulation header.</summary>
    /// <exception cref="InvalidDataException">The header is missing or is not little-endian plain CDR.</exception>
    public CdrReader(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < CdrWriter.HeaderSize || payload[0] != 0 || payload[1] != 1)
        {
            throw new InvalidDataException("The payload does not start with the header 00 01 of little-endian CDR.");
        }

        _payload = payload;
        _position = CdrWriter.HeaderSize;
    }

    /// <summary>Offset of the next byte, header included.</summary>
    public readonly int Position => _position;

    /// <summary>An array of new messages.</summary>
    public static T[] NewArray<T>(int length)
        where T : new()
    {
        T[] array = new T[length];
        for (int index = 0; index < length; index++)
        {
            array[index] = new T();
        }

        return array;
    }

    /// <summary>An array of empty texts.</summary>
    public static string[] EmptyStrings(int length)
    {
        string[] array = new string[length];
        Array.Fill(array, "");
        return array;
    }

    /// <summary>Reads one number.</summary>
    public T Read<T>()
        where T : unmanaged => MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>(), 1));

    /// <summary>Reads a truth value: anything but zero is true.</summary>
    public bool ReadBool() => Take(1, 1)[0] != 0;

    /// <summary>Reads text; returns <paramref name="current"/> itself when it is the same text, so that a steady stream allocates nothing.</summary>
    public string ReadString(string? current)
    {
        ReadOnlySpan<byte> text = TakeText();
        return current is not null && Same(text, current) ? current : Encoding.UTF8.GetString(text);
    }

    /// <summary>Reads a sequence of built-in values into a list.</summary>
    public void ReadSequence<T>(List<T> values)
        where T : unmanaged
    {
        int count = ReadCount(Unsafe.SizeOf<T>(), int.MaxValue);
        CollectionsMarshal.SetCount(values, count);
        ReadValues(CollectionsMarshal.AsSpan(values));
    }

    /// <summary>Reads a fixed array, into <paramref name="current"/> when it has the right length.</summary>
    public T[] ReadFixed<T>(T[]? current, int length)
        where T : unmanaged
    {
        T[] values = current is not null && current.Length == length ? current : new T[length];
        ReadValues<T>(values);
        return values;
    }

    /// <summary>Reads a sequence of texts into a list.</summary>
    public void ReadStrings(List<string> values)
    {
        int count = ReadCount(sizeof(uint), int.MaxValue);
        if (values.Count > count)
        {
            values.RemoveRange(count, values.Count - count);
        }

        for (int index = 0; index < count; index++)
        {
            if (index < values.Count)
            {
                values[index] = ReadString(values[index]);
            }
            else
            {
                values.Add(ReadString(null));
            }
        }
    }

    /// <summary>Reads a fixed array of texts.</summary>
    public string[] ReadFixedStrings(string[]? current, int length)
    {
        string[] values = current is not null && current.Length == length ? current : EmptyStrings(length);
        for (int index = 0; index < length; index++)
        {
            values[index] = ReadString(values[index]);
        }

        return values;
    }

    /// <summary>Reads a sequence's number of elements.</summary>
    /// <param name="minimumElementSize">Least bytes of one element; more elements than could fit are refused.</param>
    /// <param name="maxCount">Most elements the interface allows.</param>
    /// <exception cref="InvalidDataException">The count cannot be right.</exception>
    public int ReadCount(int minimumElementSize, int maxCount)
    {
        uint count = Read<uint>();
        if (count > maxCount || (long)count * minimumElementSize > _payload.Length - _position)
        {
            throw new InvalidDataException($"A sequence of {count} elements at byte {_position} does not fit into a payload of {_payload.Length} bytes or exceeds its bound {maxCount}.");
        }

        return (int)count;
    }

    /// <summary>Reads a sequence's number of elements and gives the list as many messages.</summary>
    public void ReadCount<T>(List<T> values, int minimumElementSize)
        where T : new()
    {
        int count = ReadCount(minimumElementSize, int.MaxValue);
        if (values.Count > count)
        {
            values.RemoveRange(count, values.Count - count);
        }

        while (values.Count < count)
        {
            values.Add(new T());
        }
    }

    /// <summary>Passes over built-in values.</summary>
    public void Skip(int elementSize, int count) => Take(elementSize, count);

    /// <summary>Passes over a sequence of built-in values.</summary>
    public void SkipSequence(int elementSize, int maxCount)
    {
        int count = ReadCount(elementSize, maxCount);
        if (count > 0)
        {
            Take(elementSize, count);
        }
    }

    /// <summary>Passes over text.</summary>
    /// <exception cref="InvalidDataException">It is longer than the interface allows.</exception>
    public void SkipString(int maxLength)
    {
        int length = TakeText().Length;
        if (length > maxLength)
        {
            throw new InvalidDataException($"A text of {length} bytes exceeds its bound {maxLength}.");
        }
    }

    private static bool Same(ReadOnlySpan<byte> text, string current)
    {
        if (Ascii.Equals(text, current.AsSpan()))
        {
            return true;
        }

        if (text.Length > StackCharacters || Ascii.IsValid(text))
        {
            return false;
        }

        Span<char> characters = stackalloc char[StackCharacters];
        int count = Encoding.UTF8.GetChars(text, characters);
        return characters[..count].SequenceEqual(current);
    }

    private void ReadValues<T>(Span<T> values)
        where T : unmanaged
    {
        if (values.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<byte> source = Take(Unsafe.SizeOf<T>(), values.Length);
        if (typeof(T) != typeof(bool))
        {
            source.CopyTo(MemoryMarshal.AsBytes(values));
            return;
        }

        // a bool with another bit pattern than 0 or 1 would break comparisons
        Span<byte> truths = MemoryMarshal.AsBytes(values);
        for (int index = 0; index < source.Length; index++)
        {
            truths[index] = source[index] != 0 ? (byte)1 : (byte)0;
        }
    }

    private ReadOnlySpan<byte> TakeText()
    {
        uint size = Read<uint>();
        if (size == 0)
        {
            // some vendors send no closing zero with an empty text
            return default;
        }

        if (size > _payload.Length - _position)
        {
            throw new InvalidDataException($"A text of {size} bytes at byte {_position} does not fit into a payload of {_payload.Length} bytes.");
        }

        ReadOnlySpan<byte> text = Take(1, (int)size);
        return text[^1] == 0 ? text[..^1] : throw new InvalidDataException($"The text before byte {_position} does not end with a zero.");
    }

    private ReadOnlySpan<byte> Take(int elementSize, int count)
    {
        int misaligned = (_position - CdrWriter.HeaderSize) & (elementSize - 1);
        long start = misaligned == 0 ? _position : _position + elementSize - misaligned;
        long end = start + ((long)elementSize * count);
        if (end > _payload.Length)
        {
            throw new InvalidDataException($"{(long)elementSize * count} bytes at byte {start} do not fit into a payload of {_payload.Length} bytes.");
        }

        _position = (int)end;
        return _payload[(int)start..(int)end];
    }
}
