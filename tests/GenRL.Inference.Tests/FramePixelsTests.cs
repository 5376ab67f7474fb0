using GenRL.Robots;

namespace GenRL.Inference.Tests;

public sealed class FramePixelsTests
{
    [Fact]
    public void Both_layouts_of_a_frame_give_the_same_image()
    {
        byte[] interleaved = new byte[FrameFormat.Bytes];
        new Random(3).NextBytes(interleaved);
        byte[] planes = new byte[FrameFormat.Bytes];
        int plane = FrameFormat.Size * FrameFormat.Size;
        for (int i = 0; i < interleaved.Length; i++)
        {
            planes[(i % 3 * plane) + (i / 3)] = interleaved[i];
        }

        var fromInterleaved = new float[FrameFormat.Bytes];
        var fromPlanes = new float[FrameFormat.Bytes];
        FramePixels.Read(interleaved, FrameLayout.Interleaved, fromInterleaved);
        FramePixels.Read(planes, FrameLayout.ChannelFirst, fromPlanes);

        Assert.Equal(fromPlanes, fromInterleaved);
        var back = new byte[FrameFormat.Bytes];
        FramePixels.Write(fromPlanes, back);
        Assert.Equal(interleaved, back);
    }

    [Fact]
    public void Black_is_minus_a_half_and_white_a_half()
    {
        byte[] frame = new byte[FrameFormat.Bytes];
        frame[1] = 255;
        var image = new float[FrameFormat.Bytes];

        FramePixels.Read(frame, FrameLayout.ChannelFirst, image);

        Assert.Equal(-0.5f, image[0]);
        Assert.Equal(0.5f, image[1]);
    }

    [Fact]
    public void A_picture_beyond_the_range_is_clipped()
    {
        var image = new float[FrameFormat.Bytes];
        image[0] = 3;
        image[1] = -3;
        var frame = new byte[FrameFormat.Bytes];

        FramePixels.Write(image, frame);

        Assert.Equal(255, frame[0]);
        Assert.Equal(0, frame[3]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(FrameFormat.Bytes - 1)]
    [InlineData(FrameFormat.Bytes + 1)]
    public void A_frame_of_the_wrong_length_is_refused(int length)
    {
        Assert.Throws<ArgumentException>(() => FramePixels.Read(new byte[length], FrameLayout.Interleaved, new float[FrameFormat.Bytes]));
    }
}
