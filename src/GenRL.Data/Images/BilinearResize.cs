namespace GenRL.Data;

/// <summary>
/// Bilinear interpolation with pixel centres at half positions and edges repeated, as OpenCV's and PyTorch's defaults
/// (align_corners off, no antialiasing).
/// </summary>
public static class BilinearResize
{
    /// <summary>
    /// Resizes channel-first pictures: <c>source</c> [channels, sourceHeight, sourceWidth], 0..255, to
    /// <c>target</c> [channels, targetHeight, targetWidth], which receives values 0..255 without rounding.
    /// </summary>
    public static void Planes(ReadOnlySpan<byte> source, int channels, int sourceWidth, int sourceHeight, Span<float> target, int targetWidth, int targetHeight)
    {
        Require(source.Length, channels, sourceWidth, sourceHeight, nameof(source));
        Require(target.Length, channels, targetWidth, targetHeight, nameof(target));
        Sample[] columns = Positions(sourceWidth, targetWidth);
        Sample[] rows = Positions(sourceHeight, targetHeight);
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<byte> plane = source.Slice(channel * sourceWidth * sourceHeight, sourceWidth * sourceHeight);
            Span<float> result = target.Slice(channel * targetWidth * targetHeight, targetWidth * targetHeight);
            for (int y = 0; y < targetHeight; y++)
            {
                Sample row = rows[y];
                ReadOnlySpan<byte> upper = plane.Slice(row.Lower * sourceWidth, sourceWidth);
                ReadOnlySpan<byte> lower = plane.Slice(row.Upper * sourceWidth, sourceWidth);
                Span<float> line = result.Slice(y * targetWidth, targetWidth);
                for (int x = 0; x < targetWidth; x++)
                {
                    Sample column = columns[x];
                    float top = Mix(upper[column.Lower], upper[column.Upper], column.Weight);
                    float bottom = Mix(lower[column.Lower], lower[column.Upper], column.Weight);
                    line[x] = Mix(top, bottom, row.Weight);
                }
            }
        }
    }

    /// <summary>As above, rounded to bytes.</summary>
    public static void Planes(ReadOnlySpan<byte> source, int channels, int sourceWidth, int sourceHeight, Span<byte> target, int targetWidth, int targetHeight)
    {
        float[] exact = new float[target.Length];
        Planes(source, channels, sourceWidth, sourceHeight, exact, targetWidth, targetHeight);
        for (int i = 0; i < exact.Length; i++)
        {
            target[i] = (byte)Math.Clamp(MathF.Round(exact[i], MidpointRounding.AwayFromZero), 0, 255);
        }
    }

    /// <summary>Resizes a picture.</summary>
    public static RgbImage Image(RgbImage source, int width, int height)
    {
        if (source.Width == width && source.Height == height)
        {
            return source;
        }
        byte[] planes = new byte[source.Pixels.Length];
        source.CopyChannelFirst(planes);
        byte[] resized = new byte[checked(3 * width * height)];
        Planes(planes, 3, source.Width, source.Height, resized, width, height);
        return RgbImage.FromChannelFirst(resized, width, height);
    }

    private static float Mix(float a, float b, float weight) => a + (b - a) * weight;

    private static Sample[] Positions(int source, int target)
    {
        Sample[] samples = new Sample[target];
        float scale = (float)source / target;
        for (int i = 0; i < target; i++)
        {
            float position = Math.Max((i + 0.5f) * scale - 0.5f, 0);
            int lower = Math.Min((int)position, source - 1);
            samples[i] = new Sample(lower, Math.Min(lower + 1, source - 1), position - lower);
        }
        return samples;
    }

    private static void Require(int length, int channels, int width, int height, string name)
    {
        if (channels <= 0 || width <= 0 || height <= 0 || length != (long)channels * width * height)
        {
            throw new ArgumentException($"{length} values are not {channels} planes of {width} x {height}.", name);
        }
    }

    private readonly record struct Sample(int Lower, int Upper, float Weight);
}
