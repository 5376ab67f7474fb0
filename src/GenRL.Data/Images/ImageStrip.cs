namespace GenRL.Data;

/// <summary>Puts pictures side by side, for people to look at sequences and comparisons.</summary>
public static class ImageStrip
{
    /// <summary>One row of pictures.</summary>
    /// <param name="frames">Pictures of equal size.</param>
    /// <param name="scale">Pixels per pixel of the frames.</param>
    /// <param name="separator">Width of the white lines between, in pixels.</param>
    public static RgbImage Row(IReadOnlyList<RgbImage> frames, int scale = 2, int separator = 2) => Grid([frames], scale, separator);

    /// <summary>Rows of pictures, such as originals above reconstructions; short rows end in white.</summary>
    /// <exception cref="ArgumentException">There is no picture, or sizes differ.</exception>
    public static RgbImage Grid(IReadOnlyList<IReadOnlyList<RgbImage>> rows, int scale = 2, int separator = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(separator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        RgbImage first = rows.SelectMany(row => row).FirstOrDefault() ?? throw new ArgumentException("There is no picture.", nameof(rows));
        int columns = rows.Max(row => row.Count);
        int cellWidth = first.Width * scale;
        int cellHeight = first.Height * scale;
        RgbImage result = new(columns * (cellWidth + separator) - separator, rows.Count * (cellHeight + separator) - separator);
        Array.Fill(result.Pixels, (byte)255);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int column = 0; column < rows[row].Count; column++)
            {
                RgbImage frame = rows[row][column];
                if (frame.Width != first.Width || frame.Height != first.Height)
                {
                    throw new ArgumentException($"Picture {column} of row {row} is {frame.Width} x {frame.Height}, the first {first.Width} x {first.Height}.", nameof(rows));
                }
                Paste(frame.Enlarge(scale), result, column * (cellWidth + separator), row * (cellHeight + separator));
            }
        }
        return result;
    }

    private static void Paste(RgbImage source, RgbImage target, int left, int top)
    {
        for (int y = 0; y < source.Height; y++)
        {
            source.Pixels.AsSpan(3 * y * source.Width, 3 * source.Width)
                .CopyTo(target.Pixels.AsSpan(3 * ((top + y) * target.Width + left)));
        }
    }
}
