namespace GenRL.Robots;

/// <summary>The camera frame every learned network sees: 64x64 RGB, one byte per channel.</summary>
public static class FrameFormat
{
    /// <summary>Width and height in pixels.</summary>
    public const int Size = 64;

    /// <summary>Colour channels, in the order red, green, blue.</summary>
    public const int Channels = 3;

    /// <summary>Bytes of one frame, in either layout (channel-first in data, row-major interleaved on the wire).</summary>
    public const int Bytes = Channels * Size * Size;
}
