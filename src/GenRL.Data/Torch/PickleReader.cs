using System.Buffers.Binary;
using System.Text;

namespace GenRL.Data;

/// <summary>
/// Reads the part of Python's pickle format that <c>torch.save</c> writes for state dicts: numbers, strings, tuples, lists,
/// dictionaries, and tensors on storages. A pickle is a program; of its instructions this reader knows only those that build such
/// data, and of the functions it may call only the names that stand for a tensor, a parameter or an ordered dictionary. Everything
/// else is refused by name before anything happens.
/// </summary>
internal sealed class PickleReader(byte[] pickle)
{
    private static readonly object Mark = new();
    private static readonly HashSet<PickleGlobal> Functions =
    [
        new("collections", "OrderedDict"), new("torch._utils", "_rebuild_tensor_v2"), new("torch._utils", "_rebuild_parameter"),
    ];

    private readonly List<object?> stack = [];
    private readonly Dictionary<long, object?> memo = [];
    private int position;

    /// <summary>The object that the pickle describes.</summary>
    /// <exception cref="InvalidDataException">It holds something else than plain data and tensors, or is damaged.</exception>
    public object? Read()
    {
        while (true)
        {
            int at = position;
            char code = (char)Byte();
            if (code == '.')
            {
                return Pop();
            }

            try
            {
                Execute(code);
            }
            catch (Exception error) when (error is InvalidCastException or NullReferenceException or OverflowException or DecoderFallbackException)
            {
                throw new InvalidDataException($"the pickle is damaged at byte {at}: {error.Message}", error);
            }
        }
    }

    private void Execute(char code)
    {
        switch (code)
        {
            case '\x80': Require(Byte() is >= 2 and <= 5, "the pickle has an unknown version"); break;
            case '\x95': Take(8); break;
            case '(': stack.Add(Mark); break;
            case 'N': stack.Add(null); break;
            case '\x88': stack.Add(true); break;
            case '\x89': stack.Add(false); break;
            case 'K': stack.Add((long)Byte()); break;
            case 'M': stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 'J': stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case '\x8a': stack.Add(Long(Take(Byte()))); break;
            case 'G': stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case 'X': stack.Add(Text(Length32())); break;
            case '\x8c': stack.Add(Text(Byte())); break;
            case '}': stack.Add(new PickleDictionary()); break;
            case ']': stack.Add(new List<object?>()); break;
            case ')': stack.Add(Array.Empty<object?>()); break;
            case 't': stack.Add(PopToMark()); break;
            case '\x85': stack.Add(Tuple(1)); break;
            case '\x86': stack.Add(Tuple(2)); break;
            case '\x87': stack.Add(Tuple(3)); break;
            case 'q': memo[Byte()] = Top(); break;
            case 'r': memo[Length32()] = Top(); break;
            case '\x94': memo[memo.Count] = Top(); break;
            case 'h': stack.Add(Remembered(Byte())); break;
            case 'j': stack.Add(Remembered(Length32())); break;
            case 's': AddItems(Tuple(2)); break;
            case 'u': AddItems(PopToMark()); break;
            case 'a': AddElements(Tuple(1)); break;
            case 'e': AddElements(PopToMark()); break;
            case 'c': stack.Add(Known(new PickleGlobal(Line(), Line()))); break;
            case '\x93': stack.Add(Known(Global(Tuple(2)))); break;
            case 'Q': stack.Add(Storage(Pop())); break;
            case 'R': stack.Add(Call(Tuple(2))); break;
            // attributes of a dictionary: version numbers of modules
            case 'b': Require(Tuple(1)[0] is PickleDictionary or null && Top() is PickleDictionary, "the pickle sets attributes of an object"); break;
            default: throw new InvalidDataException($"the pickle uses instruction 0x{(int)code:x2}, which a state dict does not need");
        }
    }

    private static PickleGlobal Known(PickleGlobal global)
    {
        if (Functions.Contains(global) || (global.Module == "torch" && TorchElement.OfStorage(global.Name) is not null))
        {
            return global;
        }

        throw new InvalidDataException(
            $"it holds an object of '{global}', and only dictionaries of tensors are read. A snapshot of a whole agent must be reduced to its tensors "
            + "where Python and its code are: tools/reference/convert_snapshot.py");
    }

    private static PickleGlobal Global(object?[] names) => new((string)names[0]!, (string)names[1]!);

    private static object Call(object?[] call)
    {
        PickleGlobal function = (PickleGlobal)call[0]!;
        object?[] arguments = (object?[])call[1]!;
        switch (function.Name)
        {
            case "OrderedDict" when arguments.Length == 0:
                return new PickleDictionary();
            case "_rebuild_parameter" when arguments.Length >= 1:
                return (TorchView)arguments[0]!;
            case "_rebuild_tensor_v2" when arguments.Length >= 4:
                return View((TorchStorage)arguments[0]!, (long)arguments[1]!, (object?[])arguments[2]!, (object?[])arguments[3]!);
            default:
                throw new InvalidDataException($"the pickle calls '{function}' with {arguments.Length} arguments");
        }
    }

    private static TorchView View(TorchStorage storage, long offset, object?[] shape, object?[] strides)
    {
        Require(shape.Length == strides.Length && shape.Length <= 16, "a tensor has as many strides as dimensions, and not so many");
        return new TorchView(storage, offset, [.. shape.Select(size => (long)size!)], [.. strides.Select(stride => (long)stride!)]);
    }

    // ('storage', class, key, device, number of elements)
    private static TorchStorage Storage(object? identifier)
    {
        Require(identifier is object?[] { Length: 5 } parts && parts[0] is "storage", "the pickle refers to something that is no storage");
        object?[] values = (object?[])identifier!;
        TorchElement element = TorchElement.OfStorage(((PickleGlobal)values[1]!).Name) ?? throw new InvalidDataException($"'{values[1]}' is no storage");
        return new TorchStorage(element, (string)values[2]!, (long)values[4]!);
    }

    private void AddItems(object?[] items)
    {
        Require(items.Length % 2 == 0, "a key has no value");
        PickleDictionary target = (PickleDictionary)Top()!;
        for (int index = 0; index < items.Length; index += 2)
        {
            target.Items.Add(new(items[index], items[index + 1]));
        }
    }

    private void AddElements(object?[] elements) => ((List<object?>)Top()!).AddRange(elements);

    private object? Remembered(long index) => memo.TryGetValue(index, out object? value) ? value : throw new InvalidDataException($"the pickle recalls number {index}, which it never stored");

    private object? Top() => stack.Count > 0 && !ReferenceEquals(stack[^1], Mark) ? stack[^1] : throw new InvalidDataException("the pickle takes a value where there is none");

    private object? Pop()
    {
        object? value = Top();
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    private object?[] Tuple(int count)
    {
        object?[] values = new object?[count];
        for (int index = count - 1; index >= 0; index--)
        {
            values[index] = Pop();
        }

        return values;
    }

    private object?[] PopToMark()
    {
        int mark = stack.FindLastIndex(value => ReferenceEquals(value, Mark));
        Require(mark >= 0, "the pickle closes a list that it never opened");
        object?[] values = [.. stack.Skip(mark + 1)];
        stack.RemoveRange(mark, stack.Count - mark);
        return values;
    }

    private static long Long(ReadOnlySpan<byte> bytes)
    {
        Require(bytes.Length <= 8, $"the pickle holds a whole number of {bytes.Length} bytes");
        long value = bytes.Length > 0 && (bytes[^1] & 0x80) != 0 ? -1L : 0L;
        for (int index = bytes.Length - 1; index >= 0; index--)
        {
            value = (value << 8) | bytes[index];
        }

        return value;
    }

    private string Text(int length) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Take(length));

    private string Line()
    {
        int end = Array.IndexOf(pickle, (byte)'\n', position);
        Require(end >= 0, "the pickle ends within a name");
        string line = Encoding.ASCII.GetString(pickle, position, end - position);
        position = end + 1;
        return line;
    }

    private int Length32()
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
        Require(length <= int.MaxValue, $"the pickle claims {length} bytes");
        return (int)length;
    }

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        Require(count <= pickle.Length - position, $"the pickle ends at byte {pickle.Length}, {count} more were expected at {position}");
        position += count;
        return pickle.AsSpan(position - count, count);
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
