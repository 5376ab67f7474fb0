namespace GenRL.Inference;

/// <summary>Order of the bytes of a 64x64 RGB frame; row 0 on top in both.</summary>
public enum FrameLayout
{
    /// <summary>Planes of red, green and blue, as in datasets.</summary>
    ChannelFirst,

    /// <summary>Red, green and blue of each pixel side by side, as in a ROS <c>rgb8</c> image.</summary>
    Interleaved,
}
