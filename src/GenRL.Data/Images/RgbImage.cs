namespace GenRL.Data;

/// <summary>A picture of 8-bit red, green, blue pixels, interleaved, rows from the top.</summary>
public sealed class RgbImage
{
    /// <summary>Largest width or height accepted anywhere in this room.</summary>
    public const int MaximumSize = 16384;

    /// <summary>Makes a picture of the given pixels, which it keeps without copying.</summary>
    /// <exception cref="ArgumentException">The number of bytes is not width x height x 3.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaximumSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaximumSize);
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ArgumentException($"{width} x {height} pixels need {3L * width * height} bytes, {pixels.LongLength} given.", nameof(pixels));
        }
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Makes a black picture.</summary>
    public RgbImage(int width, int height)
        : this(width, height, new byte[checked(3 * width * height)])
    {
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>[height, width, 3].</summary>
    public byte[] Pixels { get; }

    /// <summary>Converts a channel-first frame [3, height, width], as the datasets hold it.</summary>
    public static RgbImage FromChannelFirst(ReadOnlySpan<byte> channelFirst, int width = Robots.FrameFormat.Size, int height = Robots.FrameFormat.Size)
    {
        RgbImage image = new(width, height);
        int plane = width * height;
        if (channelFirst.Length != 3 * plane)
        {
            throw new ArgumentException($"A {width} x {height} frame has {3 * plane} bytes, {channelFirst.Length} given.", nameof(channelFirst));
        }
        for (int i = 0; i < plane; i++)
        {
            image.Pixels[3 * i] = channelFirst[i];
            image.Pixels[3 * i + 1] = channelFirst[plane + i];
            image.Pixels[3 * i + 2] = channelFirst[2 * plane + i];
        }
        return image;
    }

    /// <summary>Converts to [3, height, width].</summary>
    public void CopyChannelFirst(Span<byte> channelFirst)
    {
        int plane = Width * Height;
        if (channelFirst.Length != 3 * plane)
        {
            throw new ArgumentException($"The frame has {3 * plane} bytes, room for {channelFirst.Length} given.", nameof(channelFirst));
        }
        for (int i = 0; i < plane; i++)
        {
            channelFirst[i] = Pixels[3 * i];
            channelFirst[plane + i] = Pixels[3 * i + 1];
            channelFirst[2 * plane + i] = Pixels[3 * i + 2];
        }
    }

    /// <summary>Each pixel as a square of this many pixels.</summary>
    public RgbImage Enlarge(int factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        RgbImage result = new(checked(Width * factor), checked(Height * factor));
        for (int y = 0; y < result.Height; y++)
        {
            for (int x = 0; x < result.Width; x++)
            {
                Pixels.AsSpan(3 * (y / factor * Width + x / factor), 3).CopyTo(result.Pixels.AsSpan(3 * (y * result.Width + x)));
            }
        }
        return result;
    }
}
