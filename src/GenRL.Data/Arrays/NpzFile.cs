using System.IO.Compression;

namespace GenRL.Data;

/// <summary>Reads and writes numpy's npz files: ZIP archives of npy arrays.</summary>
public static class NpzFile
{
    private const string Ending = ".npy";

    /// <summary>Reads the arrays of a file by name (without <c>.npy</c>).</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Chooses the arrays to read; null for all. Others are not decompressed.</param>
    /// <param name="limits">Sizes accepted; null for <see cref="NpzLimits.Default"/>.</param>
    /// <exception cref="InvalidDataException">The file is malformed, truncated, damaged or beyond the limits; the message names file, entry and reason.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static Dictionary<string, NpyArray> Read(string path, Predicate<string>? wanted = null, NpzLimits? limits = null)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        return Read(stream, path, wanted, limits);
    }

    /// <summary>As <see cref="Read(string, Predicate{string}?, NpzLimits?)"/>, from a seekable stream.</summary>
    public static Dictionary<string, NpyArray> Read(Stream stream, string source, Predicate<string>? wanted = null, NpzLimits? limits = null)
    {
        limits ??= NpzLimits.Default;
        try
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > limits.MaximumEntries)
            {
                throw new InvalidDataException($"{source}: {archive.Entries.Count} entries, more than the limit of {limits.MaximumEntries}");
            }
            return ReadEntries(archive, source, wanted, limits);
        }
        catch (Exception error) when (error is EndOfStreamException or NotSupportedException or ArgumentException or OverflowException
            || (error is InvalidDataException && !error.Message.StartsWith(source, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{source}: not a readable npz archive: {error.Message}", error);
        }
    }

    /// <summary>Writes arrays to a file atomically.</summary>
    /// <param name="path">The file; its folder is created when missing.</param>
    /// <param name="arrays">Arrays by name (without <c>.npy</c>), written in this order.</param>
    /// <param name="level">Compression; images compress three- to fourfold already at <see cref="CompressionLevel.Fastest"/>.</param>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays, CompressionLevel level = CompressionLevel.Fastest) =>
        AtomicFile.Write(path, stream =>
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, NpyArray array) in arrays)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name + Ending, level);
                // A fixed date makes equal content an equal file.
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream content = entry.Open();
                NpyFormat.Write(content, array);
            }
        });

    private static Dictionary<string, NpyArray> ReadEntries(ZipArchive archive, string source, Predicate<string>? wanted, NpzLimits limits)
    {
        Dictionary<string, NpyArray> arrays = [];
        long total = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string name = entry.FullName.EndsWith(Ending, StringComparison.Ordinal) ? entry.FullName[..^Ending.Length] : entry.FullName;
            if (wanted is not null && !wanted(name))
            {
                continue;
            }
            string place = $"{source}: entry '{name}'";
            NpyArray array = ReadEntry(entry, place, Math.Min(limits.MaximumArrayBytes, limits.MaximumTotalBytes - total));
            total += array.Bytes.Length;
            if (!arrays.TryAdd(name, array))
            {
                throw new InvalidDataException($"{place}: appears twice");
            }
        }
        return arrays;
    }

    private static NpyArray ReadEntry(ZipArchiveEntry entry, string place, long maximumBytes)
    {
        try
        {
            using ChecksumStream content = new(entry.Open());
            NpyArray array = NpyFormat.Read(content, place, maximumBytes);
            if (content.Checksum != entry.Crc32)
            {
                throw new InvalidDataException($"{place}: damaged (checksum differs)");
            }
            return array;
        }
        catch (Exception error) when (error is not InvalidDataException || !error.Message.StartsWith(place, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{place}: cannot be decompressed: {error.Message}", error);
        }
    }
}
