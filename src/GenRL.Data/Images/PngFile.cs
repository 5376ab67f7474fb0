using System.Buffers.Binary;
using System.IO.Compression;

namespace GenRL.Data;

/// <summary>Reads and writes PNG pictures: writes 8-bit true colour; reads 8-bit grey, true colour and both with alpha (dropped), not interlaced.</summary>
public static class PngFile
{
    private const int MaximumPixels = 1 << 26;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Writes a picture to a file atomically.</summary>
    public static void Save(string path, RgbImage image) => AtomicFile.Write(path, stream => Write(stream, image));

    /// <summary>Writes a picture.</summary>
    public static void Write(Stream stream, RgbImage image)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8;
        header[9] = 2;
        stream.Write(Signature);
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Compress(image));
        WriteChunk(stream, "IEND"u8, []);
    }

    /// <summary>Reads a picture from a file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, too large or of a kind not supported.</exception>
    public static RgbImage Load(string path) => Read(File.ReadAllBytes(path), path);

    /// <summary>Reads a picture; <paramref name="source"/> names it in errors.</summary>
    public static RgbImage Read(ReadOnlySpan<byte> file, string source)
    {
        if (!file.StartsWith(Signature))
        {
            throw new InvalidDataException($"{source}: is not a PNG picture.");
        }
        int width = 0;
        int height = 0;
        int channels = 0;
        using MemoryStream compressed = new();
        ReadOnlySpan<byte> rest = file[Signature.Length..];
        while (true)
        {
            ReadOnlySpan<byte> type = NextChunk(ref rest, source, out ReadOnlySpan<byte> data);
            if (type.SequenceEqual("IHDR"u8))
            {
                (width, height, channels) = ReadHeader(data, source);
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                compressed.Write(data);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                break;
            }
            else if ((type[0] & 0x20) == 0 && !type.SequenceEqual("PLTE"u8))
            {
                throw new InvalidDataException($"{source}: has an unknown critical chunk.");
            }
        }
        if (width == 0)
        {
            throw new InvalidDataException($"{source}: has no header chunk.");
        }
        compressed.Position = 0;
        return Decode(compressed, width, height, channels, source);
    }

    private static byte[] Compress(RgbImage image)
    {
        int stride = 3 * image.Width;
        using MemoryStream result = new();
        using (ZLibStream zlib = new(result, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] line = new byte[stride + 1];
            line[0] = 1; // "sub" filter: cheap and good for flat renderings
            for (int y = 0; y < image.Height; y++)
            {
                ReadOnlySpan<byte> pixels = image.Pixels.AsSpan(y * stride, stride);
                for (int i = 0; i < stride; i++)
                {
                    line[i + 1] = (byte)(pixels[i] - (i >= 3 ? pixels[i - 3] : 0));
                }
                zlib.Write(line);
            }
        }
        return result.ToArray();
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Append(Crc32.Append(0, type), data));
        stream.Write(number);
    }

    private static ReadOnlySpan<byte> NextChunk(ref ReadOnlySpan<byte> rest, string source, out ReadOnlySpan<byte> data)
    {
        uint length = rest.Length >= 12 ? BinaryPrimitives.ReadUInt32BigEndian(rest) : uint.MaxValue;
        if (length > rest.Length - 12)
        {
            throw new InvalidDataException($"{source}: is truncated.");
        }
        ReadOnlySpan<byte> type = rest.Slice(4, 4);
        data = rest.Slice(8, (int)length);
        if (Crc32.Append(0, rest.Slice(4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
        {
            throw new InvalidDataException($"{source}: is damaged (checksum differs).");
        }
        rest = rest[(12 + (int)length)..];
        return type;
    }

    private static (int Width, int Height, int Channels) ReadHeader(ReadOnlySpan<byte> data, string source)
    {
        if (data.Length != 13)
        {
            throw new InvalidDataException($"{source}: has a malformed header.");
        }
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > RgbImage.MaximumSize || height is 0 or > RgbImage.MaximumSize || (long)width * height > MaximumPixels)
        {
            throw new InvalidDataException($"{source}: {width} x {height} pixels are out of range.");
        }
        int channels = data[9] switch { 0 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (data[8] != 8 || channels == 0 || data[10] != 0 || data[11] != 0 || data[12] != 0)
        {
            throw new InvalidDataException($"{source}: only 8-bit grey or true-colour pictures that are not interlaced can be read.");
        }
        return ((int)width, (int)height, channels);
    }

    private static RgbImage Decode(Stream compressed, int width, int height, int channels, string source)
    {
        RgbImage image = new(width, height);
        int stride = width * channels;
        byte[] above = new byte[stride];
        byte[] line = new byte[stride];
        try
        {
            using ZLibStream zlib = new(compressed, CompressionMode.Decompress);
            for (int y = 0; y < height; y++)
            {
                int filter = zlib.ReadByte();
                zlib.ReadExactly(line);
                Unfilter(filter, line, above, channels, source);
                for (int x = 0; x < width; x++)
                {
                    for (int channel = 0; channel < 3; channel++)
                    {
                        image.Pixels[3 * (y * width + x) + channel] = line[x * channels + (channels >= 3 ? channel : 0)];
                    }
                }
                (above, line) = (line, above);
            }
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"{source}: holds too few pixels.");
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(source, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{source}: {error.Message}", error);
        }
        return image;
    }

    private static void Unfilter(int filter, Span<byte> line, ReadOnlySpan<byte> above, int channels, string source)
    {
        for (int i = 0; i < line.Length; i++)
        {
            int left = i >= channels ? line[i - channels] : 0;
            int upper = above[i];
            int corner = i >= channels ? above[i - channels] : 0;
            line[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => upper,
                3 => (left + upper) / 2,
                4 => Paeth(left, upper, corner),
                _ => throw new InvalidDataException($"{source}: has an unknown line filter."),
            });
        }
    }

    private static int Paeth(int left, int upper, int corner)
    {
        int estimate = left + upper - corner;
        int toLeft = Math.Abs(estimate - left);
        int toUpper = Math.Abs(estimate - upper);
        int toCorner = Math.Abs(estimate - corner);
        return toLeft <= toUpper && toLeft <= toCorner ? left : toUpper <= toCorner ? upper : corner;
    }
}
