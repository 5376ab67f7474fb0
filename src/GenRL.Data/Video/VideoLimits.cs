namespace GenRL.Data;

/// <summary>What the reader of videos accepts.</summary>
/// <param name="MaximumFileBytes">Largest file.</param>
/// <param name="MaximumFrames">Frames read; later ones are left out.</param>
/// <param name="MaximumSourcePixels">Largest width times height of the source.</param>
/// <param name="MaximumDurationS">Longest video in seconds.</param>
/// <param name="TimeLimitS">Longest time decoding may take, in seconds.</param>
public sealed record VideoLimits(
    long MaximumFileBytes = 256L << 20,
    int MaximumFrames = 2048,
    long MaximumSourcePixels = 4096 * 2304,
    double MaximumDurationS = 300,
    double TimeLimitS = 60)
{
    /// <summary>256 MiB, 2048 frames, 4096 x 2304 pixels, 5 minutes, decoded within 60 s.</summary>
    public static VideoLimits Default { get; } = new();
}
