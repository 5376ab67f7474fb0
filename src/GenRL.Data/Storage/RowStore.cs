using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace GenRL.Data;

/// <summary>
/// Many rows of equal size outside the managed heap: in memory, or in a file mapped into memory (the operating system pages it
/// in and out, so a dataset larger than the memory works). Reading is safe from several threads; so is writing different rows.
/// </summary>
public sealed unsafe class RowStore : IDisposable
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _start;

    private RowStore(long rows, int rowBytes, byte* start, MemoryMappedFile? file, MemoryMappedViewAccessor? view)
    {
        Rows = rows;
        RowBytes = rowBytes;
        _start = start;
        _file = file;
        _view = view;
        IsWritable = file is null || view!.CanWrite;
    }

    /// <summary>Number of rows.</summary>
    public long Rows { get; }

    /// <summary>Bytes of one row.</summary>
    public int RowBytes { get; }

    /// <summary>Whether rows may be changed.</summary>
    public bool IsWritable { get; }

    /// <summary>Makes zeroed rows in memory.</summary>
    public static RowStore InMemory(long rows, int rowBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowBytes);
        nuint bytes = checked((nuint)rows * (nuint)rowBytes);
        return new RowStore(rows, rowBytes, (byte*)NativeMemory.AllocZeroed(Math.Max(bytes, 1)), null, null);
    }

    /// <summary>Opens a file for writing and makes it hold this many rows; existing rows are kept, new ones are zero.</summary>
    /// <exception cref="InvalidDataException">The file holds a broken row.</exception>
    /// <exception cref="IOException">The disk has no room for it.</exception>
    public static RowStore OpenWritable(string path, long rows, int rowBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowBytes);
        long bytes = checked(rows * rowBytes);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        RequireWholeRows(path, stream.Length, rowBytes);
        if (bytes < stream.Length)
        {
            throw new InvalidDataException($"{path}: holds {stream.Length / rowBytes} rows, more than the {rows} asked for.");
        }
        RequireSpace(path, bytes - stream.Length);
        stream.SetLength(bytes);
        return Map(stream, rows, rowBytes, MemoryMappedFileAccess.ReadWrite);
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="InvalidDataException">The file is empty or its length is not a multiple of the row's.</exception>
    public static RowStore OpenRead(string path, int rowBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowBytes);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        RequireWholeRows(path, stream.Length, rowBytes);
        if (stream.Length == 0)
        {
            throw new InvalidDataException($"{path}: is empty.");
        }
        return Map(stream, stream.Length / rowBytes, rowBytes, MemoryMappedFileAccess.Read);
    }

    /// <summary>Consecutive rows; together at most 2 GB. Valid until the store is disposed.</summary>
    public ReadOnlySpan<byte> Read(long firstRow, int count = 1) => Range(firstRow, count);

    /// <summary>Consecutive rows to be changed.</summary>
    /// <exception cref="InvalidOperationException">The store was opened for reading.</exception>
    public Span<byte> Write(long firstRow, int count = 1) =>
        IsWritable ? Range(firstRow, count) : throw new InvalidOperationException("The rows were opened for reading only.");

    /// <summary>Writes changed rows to the file (nothing to do in memory).</summary>
    public void Flush() => _view?.Flush();

    /// <summary>Gives the memory back. Without it the rows stay: spans into them may outlive every reference to this object.</summary>
    public void Dispose()
    {
        byte* start = _start;
        _start = null;
        if (start is null)
        {
            return;
        }
        if (_view is null)
        {
            NativeMemory.Free(start);
        }
        else
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file!.Dispose();
        }
    }

    private Span<byte> Range(long firstRow, int count)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        if (firstRow < 0 || count < 0 || firstRow > Rows - count)
        {
            throw new ArgumentOutOfRangeException(nameof(firstRow), $"Rows {firstRow} to {firstRow + count - 1} are not within 0 to {Rows - 1}.");
        }
        return new Span<byte>(_start + firstRow * RowBytes, checked(count * RowBytes));
    }

    private static RowStore Map(FileStream stream, long rows, int rowBytes, MemoryMappedFileAccess access)
    {
        MemoryMappedFile file = MemoryMappedFile.CreateFromFile(stream, null, 0, access, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = file.CreateViewAccessor(0, 0, access);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new RowStore(rows, rowBytes, start + view.PointerOffset, file, view);
    }

    private static void RequireWholeRows(string path, long length, int rowBytes)
    {
        if (length % rowBytes != 0)
        {
            throw new InvalidDataException($"{path}: {length} bytes are not whole rows of {rowBytes} bytes; the file was cut or belongs to another dataset.");
        }
    }

    private static void RequireSpace(string path, long bytes)
    {
        // Writing into a mapped sparse file on a full disk ends the process with a bus error; refuse while there is still a choice.
        long free = new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace;
        if (bytes > free)
        {
            throw new IOException($"{path}: needs {bytes / 1e9:F1} GB more, but only {free / 1e9:F1} GB are free.");
        }
    }
}
