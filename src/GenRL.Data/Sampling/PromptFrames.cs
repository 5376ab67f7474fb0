namespace GenRL.Data;

/// <summary>Chooses the eight frames that represent an image or video prompt (specification sections 2.5 and 13.11).</summary>
public static class PromptFrames
{
    /// <summary>Frames of a window of the video-language model.</summary>
    public const int WindowFrames = 8;

    /// <summary>
    /// Indices of the frames to use: 1 frame is repeated 8 times, 4 frames are each doubled, 8 or more are taken at stride max(n / 128, 1)
    /// from the first; 2, 3, 5, 6 and 7 frames (which the published code refuses) repeat the last one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no frame.</exception>
    public static int[] Select(int frameCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameCount);
        int stride = Math.Max(frameCount / 128, 1);
        int[] indices = new int[WindowFrames];
        for (int i = 0; i < WindowFrames; i++)
        {
            indices[i] = frameCount == 4 ? i / 2 : Math.Min(i * stride, frameCount - 1);
        }
        return indices;
    }
}
