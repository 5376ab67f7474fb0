using System.IO.Compression;

namespace GenRL.Data;

/// <summary>
/// Reads the tensors of files that PyTorch's <c>torch.save</c> wrote (ZIP archives since version 1.6): state dicts and plain nested
/// dictionaries and lists of tensors. Nothing of the file is executed (<see cref="PickleReader"/>).
/// </summary>
public static class TorchFile
{
    private const string PickleName = "/data.pkl";
    private const int Depth = 16;

    /// <summary>All tensors by name; those of nested dictionaries under their keys joined by dots. Other values are left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">Sizes accepted; null for <see cref="TorchFileLimits.Default"/>.</param>
    /// <returns>
    /// Contiguous tensors; doubles and bfloat16 as floats, small integers as 64-bit ones, booleans as bytes.
    /// </returns>
    /// <exception cref="InvalidDataException">The file is damaged, exceeds the limits, or holds something else; the message says what.</exception>
    public static IReadOnlyDictionary<string, SafetensorsTensor> Read(string path, TorchFileLimits? limits = null)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            return Read(stream, limits ?? TorchFileLimits.Default);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or OverflowException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: not a readable PyTorch file: {error.Message}", error);
        }
    }

    private static Dictionary<string, SafetensorsTensor> Read(FileStream stream, TorchFileLimits limits)
    {
        if (IsLegacy(stream))
        {
            throw new InvalidDataException("it has the layout from before PyTorch 1.6; load it there and save it again");
        }

        using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
        Dictionary<string, ZipArchiveEntry> entries = Entries(archive, stream.Length, limits);
        string pickle = entries.Keys.SingleOrDefault(name => name.EndsWith(PickleName, StringComparison.Ordinal))
            ?? throw new InvalidDataException("it is an archive without a data.pkl");
        string folder = pickle[..^PickleName.Length];
        RequireLittleEndian(entries.GetValueOrDefault(folder + "/byteorder"));
        if (entries[pickle].Length > limits.PickleBytes)
        {
            throw new InvalidDataException($"its description takes {entries[pickle].Length} bytes, more than the limit of {limits.PickleBytes}");
        }

        Dictionary<string, TorchView> views = [];
        Collect("", new PickleReader(Content(entries[pickle])).Read(), views, Depth);
        return Materialised(views, key => entries.GetValueOrDefault($"{folder}/data/{key}"), limits);
    }

    // PyTorch stores everything uncompressed, which bounds what a file can unfold to by its own size.
    private static Dictionary<string, ZipArchiveEntry> Entries(ZipArchive archive, long fileLength, TorchFileLimits limits)
    {
        if (archive.Entries.Count > limits.Entries)
        {
            throw new InvalidDataException($"it has {archive.Entries.Count} entries, more than the limit of {limits.Entries}");
        }

        Dictionary<string, ZipArchiveEntry> entries = [];
        long total = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            total = checked(total + entry.Length);
            if (entry.CompressedLength != entry.Length || total > fileLength)
            {
                throw new InvalidDataException($"its entry '{entry.FullName}' is compressed or overlaps others, which PyTorch does not write");
            }

            if (!entries.TryAdd(entry.FullName, entry))
            {
                throw new InvalidDataException($"its entry '{entry.FullName}' appears twice");
            }
        }

        return entries;
    }

    private static bool IsLegacy(FileStream stream)
    {
        Span<byte> first = stackalloc byte[2];
        int count = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return count == 2 && first[0] == 0x80;
    }

    private static void RequireLittleEndian(ZipArchiveEntry? byteOrder)
    {
        if (byteOrder is not null && System.Text.Encoding.ASCII.GetString(Content(byteOrder)) != "little")
        {
            throw new InvalidDataException("it was written on a big-endian machine");
        }
    }

    private static void Collect(string name, object? value, Dictionary<string, TorchView> views, int depth)
    {
        if (depth == 0)
        {
            throw new InvalidDataException($"'{name}' is nested more than {Depth} levels deep");
        }

        switch (value)
        {
            case TorchView view when !views.TryAdd(name, view):
                throw new InvalidDataException($"the tensor '{name}' appears twice");
            case PickleDictionary dictionary:
                dictionary.Items.ForEach(item => Collect(Joined(name, item.Key), item.Value, views, depth - 1));
                break;
            case IReadOnlyList<object?> list:
                for (int index = 0; index < list.Count; index++)
                {
                    Collect(Joined(name, (long)index), list[index], views, depth - 1);
                }

                break;
        }
    }

    private static string Joined(string name, object? key)
    {
        string own = key as string ?? FormattableString.Invariant($"{key}");
        return name.Length == 0 ? own : $"{name}.{own}";
    }

    private static Dictionary<string, SafetensorsTensor> Materialised(
        Dictionary<string, TorchView> views, Func<string, ZipArchiveEntry?> storage, TorchFileLimits limits)
    {
        Dictionary<string, SafetensorsTensor> tensors = [];
        Dictionary<string, byte[]> contents = [];
        long total = 0;
        foreach ((string name, TorchView view) in views)
        {
            long count = Count(name, view);
            total = checked(total + count * SafetensorsTensor.ElementSize(view.Storage.Element.Type));
            if (total > limits.TensorBytes)
            {
                throw new InvalidDataException($"its tensors take more than the limit of {limits.TensorBytes} bytes");
            }

            if (!contents.TryGetValue(view.Storage.Key, out byte[]? bytes))
            {
                contents[view.Storage.Key] = bytes = Content(
                    storage(view.Storage.Key) ?? throw new InvalidDataException($"the memory '{view.Storage.Key}' of tensor '{name}' is missing"));
            }

            if (bytes.Length != checked(view.Storage.Count * view.Storage.Element.Size))
            {
                throw new InvalidDataException($"the memory '{view.Storage.Key}' of tensor '{name}' has {bytes.Length} bytes instead of {view.Storage.Count} x {view.Storage.Element.Size}");
            }

            tensors.Add(name, new SafetensorsTensor(view.Storage.Element.Type, view.Shape, Gather(view, bytes, checked((int)count))));
        }

        return tensors;
    }

    // The number of elements, after checking that all of them lie within the storage.
    private static long Count(string name, TorchView view)
    {
        long count = 1, last = view.Offset;
        bool sane = view.Offset >= 0 && view.Storage.Count >= 0;
        for (int dimension = 0; dimension < view.Shape.Length; dimension++)
        {
            sane &= view.Shape[dimension] >= 0 && view.Strides[dimension] >= 0;
            count = checked(count * view.Shape[dimension]);
            last = checked(last + ((view.Shape[dimension] - 1) * view.Strides[dimension]));
        }

        // repeated elements would let a small file fill the memory
        if (!sane || (count > 0 && (last >= view.Storage.Count || count > view.Storage.Count)))
        {
            throw new InvalidDataException(
                $"the tensor '{name}' of shape [{string.Join(", ", view.Shape)}] does not lie within its memory of {view.Storage.Count} elements");
        }

        return count;
    }

    private static byte[] Gather(TorchView view, byte[] storage, int count)
    {
        (int from, int to) = (view.Storage.Element.Size, SafetensorsTensor.ElementSize(view.Storage.Element.Type));
        byte[] result = new byte[checked((long)count * to)];
        long[] index = new long[view.Shape.Length];
        long position = view.Offset;
        for (int element = 0; element < count; element++)
        {
            ReadOnlySpan<byte> source = storage.AsSpan(checked((int)(position * from)), from);
            Span<byte> target = result.AsSpan(element * to, to);
            if (view.Storage.Element.Convert is { } convert)
            {
                convert(source, target);
            }
            else
            {
                source.CopyTo(target);
            }

            for (int dimension = index.Length - 1; dimension >= 0; dimension--)
            {
                position += view.Strides[dimension];
                if (++index[dimension] < view.Shape[dimension])
                {
                    break;
                }

                position -= view.Strides[dimension] * view.Shape[dimension];
                index[dimension] = 0;
            }
        }

        return result;
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        byte[] bytes = new byte[checked((int)entry.Length)];
        using ChecksumStream content = new(entry.Open());
        content.ReadExactly(bytes);
        return content.Checksum == entry.Crc32
            ? bytes
            : throw new InvalidDataException($"its entry '{entry.FullName}' is damaged (checksum differs)");
    }
}
