namespace GenRL.Data.Clips;

/// <summary>Layout of the clips of a captioned corpus.</summary>
public static class ClipFormat
{
    /// <summary>Frames of a clip.</summary>
    public const int Frames = 8;

    /// <summary>Width and height of a frame in pixels.</summary>
    public const int Size = 64;

    /// <summary>Bytes of a clip's pixels, [frames, 3, size, size], row 0 on top.</summary>
    public const int PixelBytes = Frames * 3 * Size * Size;
}
