using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace GenRL.Data.Clips;

/// <summary>A file of clips, mapped into memory. Reading is thread-safe.</summary>
/// <remarks>
/// Little-endian. Header of 16 bytes: "GCLP", version, number of clips, measures per frame. Then per clip: label (int32), flags (int32,
/// bit 0 physics, bit 1 arms), seconds between frames (float32), 0 (int32), measures (float32 [frames, measures]), pixels.
/// </remarks>
public sealed class ClipShard : IDisposable
{
    private const int Magic = 0x504C4347, Version = 1, FileHeader = 16;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _record;

    private ClipShard(string path, MemoryMappedFile file, int count, int measures)
    {
        _file = file;
        Count = count;
        Measures = measures;
        _record = RecordBytes(measures);
        _view = file.CreateViewAccessor(0, FileHeader + (long)count * _record, MemoryMappedFileAccess.Read);
        Path = path;
    }

    public string Path { get; }

    public int Count { get; }

    /// <summary>Numbers stored with every frame.</summary>
    public int Measures { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">The file is not a clip file, or its length does not fit its header.</exception>
    public static ClipShard Open(string path)
    {
        long length;
        Span<byte> header = stackalloc byte[FileHeader];
        using (FileStream stream = File.OpenRead(path))
        {
            length = stream.Length;
            if (stream.ReadAtLeast(header, FileHeader, throwOnEndOfStream: false) < FileHeader
                || BinaryPrimitives.ReadInt32LittleEndian(header) != Magic || BinaryPrimitives.ReadInt32LittleEndian(header[4..]) != Version)
            {
                throw new InvalidDataException($"{path} is not a clip file of version {Version}.");
            }
        }
        int count = BinaryPrimitives.ReadInt32LittleEndian(header[8..]), measures = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (count < 1 || measures is < 1 or > 1024 || length != FileHeader + (long)count * RecordBytes(measures))
        {
            throw new InvalidDataException($"{path}: {length} bytes do not hold {count} clips with {measures} measures per frame. Delete the file and record again.");
        }
        return new ClipShard(path, MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read), count, measures);
    }

    /// <summary>Writes a file whole or not at all.</summary>
    /// <param name="path">Where.</param>
    /// <param name="measures">Numbers stored with every frame.</param>
    /// <param name="clips">The clips with measures [frames, measures] and pixels [frames, 3, size, size].</param>
    public static void Write(string path, int measures, IReadOnlyList<(ClipHeader Header, float[] Measures, byte[] Pixels)> clips) =>
        AtomicFile.Write(path, stream =>
        {
            Span<byte> bytes = stackalloc byte[FileHeader];
            WriteInts(stream, bytes, Magic, Version, clips.Count, measures);
            foreach ((ClipHeader header, float[] values, byte[] pixels) in clips)
            {
                if (values.Length != ClipFormat.Frames * measures || pixels.Length != ClipFormat.PixelBytes)
                {
                    throw new ArgumentException($"A clip has {values.Length} measures and {pixels.Length} bytes of pixels.", nameof(clips));
                }
                int flags = (header.Physics ? 1 : 0) | (header.Arms ? 2 : 0);
                WriteInts(stream, bytes, header.Label, flags, BitConverter.SingleToInt32Bits(header.StepS), 0);
                stream.Write(MemoryMarshal.AsBytes<float>(values));
                stream.Write(pixels);
            }
        });

    public ClipHeader Header(int clip)
    {
        long at = At(clip);
        int flags = _view.ReadInt32(at + 4);
        return new ClipHeader(_view.ReadInt32(at), (flags & 1) != 0, (flags & 2) != 0, _view.ReadSingle(at + 8));
    }

    /// <summary>Copies a clip's measures, [frames, measures].</summary>
    public void ReadMeasures(int clip, Span<float> values) =>
        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(At(clip) + ClipHeader.Bytes), values[..(ClipFormat.Frames * Measures)]);

    /// <summary>Copies a clip's pixels, [frames, 3, size, size].</summary>
    public void ReadPixels(int clip, Span<byte> pixels) =>
        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(At(clip) + _record - ClipFormat.PixelBytes), pixels[..ClipFormat.PixelBytes]);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static int RecordBytes(int measures) => ClipHeader.Bytes + ClipFormat.Frames * measures * sizeof(float) + ClipFormat.PixelBytes;

    private long At(int clip)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clip);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(clip, Count);
        return FileHeader + (long)clip * _record;
    }

    private static void WriteInts(Stream stream, Span<byte> bytes, int a, int b, int c, int d)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, a);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], b);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], c);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], d);
        stream.Write(bytes);
    }
}
