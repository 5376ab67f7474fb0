using System.Buffers.Binary;

namespace GenRL.Data;

/// <summary>Writes endless animated GIF pictures with a fixed palette of 6 x 7 x 6 colours and ordered dithering.</summary>
public static class GifFile
{
    private const int Reds = 6;
    private const int Greens = 7;
    private const int Blues = 6;

    // 4 x 4 Bayer thresholds in sixteenths; fixed in place, so a still background does not flicker.
    private static readonly byte[] Thresholds = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

    /// <summary>Writes an animation to a file atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="frames">At least one picture, all of the same size.</param>
    /// <param name="frameSeconds">Time per picture, rounded to hundredths; most viewers show less than 0.02 s as 0.1 s.</param>
    /// <exception cref="ArgumentException">There is no picture or the sizes differ.</exception>
    public static void Save(string path, IReadOnlyList<RgbImage> frames, double frameSeconds) =>
        AtomicFile.Write(path, stream => Write(stream, frames, frameSeconds));

    /// <summary>Writes an animation to a stream.</summary>
    public static void Write(Stream stream, IReadOnlyList<RgbImage> frames, double frameSeconds)
    {
        if (frames.Count == 0 || frames.Any(frame => frame.Width != frames[0].Width || frame.Height != frames[0].Height))
        {
            throw new ArgumentException("An animation needs one or more pictures of equal size.", nameof(frames));
        }
        if (!(frameSeconds is > 0 and < 600))
        {
            throw new ArgumentOutOfRangeException(nameof(frameSeconds), frameSeconds, "must be between 0 and 600 seconds");
        }
        int width = frames[0].Width;
        int height = frames[0].Height;
        stream.Write("GIF89a"u8);
        WriteShorts(stream, width, height);
        stream.Write([0xF7, 0, 0]);
        stream.Write(Palette());
        stream.Write([0x21, 0xFF, 11]);
        stream.Write("NETSCAPE2.0"u8);
        stream.Write([3, 1, 0, 0, 0]);
        foreach (RgbImage frame in frames)
        {
            stream.Write([0x21, 0xF9, 4, 0]);
            WriteShorts(stream, Math.Max(1, (int)Math.Round(100 * frameSeconds)));
            stream.Write([0, 0, 0x2C]);
            WriteShorts(stream, 0, 0, width, height);
            stream.WriteByte(0);
            GifCompression.Write(stream, Indices(frame));
        }
        stream.WriteByte(0x3B);
    }

    private static byte[] Palette()
    {
        byte[] palette = new byte[3 * 256];
        for (int i = 0; i < Reds * Greens * Blues; i++)
        {
            palette[3 * i] = (byte)(i / (Greens * Blues) * 255 / (Reds - 1));
            palette[3 * i + 1] = (byte)(i / Blues % Greens * 255 / (Greens - 1));
            palette[3 * i + 2] = (byte)(i % Blues * 255 / (Blues - 1));
        }
        return palette;
    }

    private static byte[] Indices(RgbImage image)
    {
        byte[] indices = new byte[image.Width * image.Height];
        for (int i = 0; i < indices.Length; i++)
        {
            int threshold = Thresholds[i / image.Width % 4 * 4 + i % image.Width % 4];
            ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(3 * i, 3);
            int red = Level(pixel[0], Reds, threshold);
            int green = Level(pixel[1], Greens, threshold);
            int blue = Level(pixel[2], Blues, threshold);
            indices[i] = (byte)((red * Greens + green) * Blues + blue);
        }
        return indices;
    }

    private static int Level(int value, int levels, int threshold) => (32 * value * (levels - 1) + (2 * threshold + 1) * 255) / (32 * 255);

    private static void WriteShorts(Stream stream, params ReadOnlySpan<int> values)
    {
        Span<byte> bytes = stackalloc byte[2];
        foreach (int value in values)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
            stream.Write(bytes);
        }
    }
}
