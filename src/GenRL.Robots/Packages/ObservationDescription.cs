namespace GenRL.Robots.Packages;

/// <summary>The image the encoder takes.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Channels">3.</param>
/// <param name="Layout"><c>rgb_chw</c>: red, green and blue planes, row 0 on top.</param>
public sealed record ObservationDescription(int Width, int Height, int Channels, string Layout)
{
    /// <summary>The only layout of schema version 1.</summary>
    public const string ChannelFirst = "rgb_chw";

    /// <summary>64x64 RGB, channel-first.</summary>
    public static ObservationDescription Standard { get; } = new(FrameFormat.Size, FrameFormat.Size, FrameFormat.Channels, ChannelFirst);
}
