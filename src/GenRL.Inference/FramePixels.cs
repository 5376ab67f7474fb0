using GenRL.Robots;

namespace GenRL.Inference;

/// <summary>Between camera bytes and the numbers the networks see: byte / 255 - 0.5 (section 1.2).</summary>
public static class FramePixels
{
    private static readonly float[] Levels = [.. Enumerable.Range(0, 256).Select(level => (level / 255f) - 0.5f)];

    /// <summary>Fills a channel-first image [3, 64, 64] in [-0.5, 0.5] from a frame.</summary>
    /// <exception cref="ArgumentException">The frame or the image has the wrong length.</exception>
    public static void Read(ReadOnlySpan<byte> frame, FrameLayout layout, Span<float> image)
    {
        Require(frame.Length, image.Length);
        if (layout == FrameLayout.ChannelFirst)
        {
            for (int i = 0; i < frame.Length; i++)
            {
                image[i] = Levels[frame[i]];
            }

            return;
        }

        int plane = FrameFormat.Size * FrameFormat.Size;
        Span<float> red = image[..plane];
        Span<float> green = image.Slice(plane, plane);
        Span<float> blue = image.Slice(2 * plane, plane);
        for (int pixel = 0, at = 0; pixel < plane; pixel++, at += FrameFormat.Channels)
        {
            red[pixel] = Levels[frame[at]];
            green[pixel] = Levels[frame[at + 1]];
            blue[pixel] = Levels[frame[at + 2]];
        }
    }

    /// <summary>Turns a channel-first image around [-0.5, 0.5] into interleaved RGB bytes for display: 0.5 added, clipped to [0, 1].</summary>
    /// <exception cref="ArgumentException">The frame or the image has the wrong length.</exception>
    public static void Write(ReadOnlySpan<float> image, Span<byte> interleaved)
    {
        Require(interleaved.Length, image.Length);
        int plane = FrameFormat.Size * FrameFormat.Size;
        for (int pixel = 0; pixel < plane; pixel++)
        {
            for (int channel = 0; channel < FrameFormat.Channels; channel++)
            {
                float level = Math.Clamp(image[(channel * plane) + pixel] + 0.5f, 0f, 1f);
                interleaved[(pixel * FrameFormat.Channels) + channel] = (byte)MathF.Round(level * 255f);
            }
        }
    }

    private static void Require(int frameLength, int imageLength)
    {
        if (frameLength != FrameFormat.Bytes || imageLength != FrameFormat.Bytes)
        {
            throw new ArgumentException($"A frame has {FrameFormat.Bytes} values (64x64 RGB); given were {frameLength} bytes and {imageLength} numbers.");
        }
    }
}
