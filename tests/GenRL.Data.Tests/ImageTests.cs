namespace GenRL.Data.Tests;

public sealed class ImageTests
{
    private static RgbImage Noise(int width, int height, ulong seed = 1)
    {
        SeededRandom random = new(seed);
        RgbImage image = new(width, height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)random.Next(256);
        }
        return image;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(37, 11)]
    public void A_png_survives_a_round_trip_and_other_programs_read_it(int width, int height)
    {
        using TemporaryFolder folder = new();
        RgbImage image = Noise(width, height);
        PngFile.Save(folder["a.png"], image);
        Assert.Equal(image.Pixels, PngFile.Load(folder["a.png"]).Pixels);
        Assert.Equal(image.Pixels, Assert.Single(VideoReader.Read(folder["a.png"], width, height)).Pixels);
    }

    [Fact]
    public void Pictures_of_other_programs_are_read_with_all_line_filters()
    {
        using TemporaryFolder folder = new();
        new LineChart("t", "x", "y", [new ChartSeries("s", [1, 2, 3], [1, 4, 9])]).Save(folder["chart.png"]);
        RgbImage image = PngFile.Load(folder["chart.png"]);
        Assert.Equal(image.Pixels, VideoReader.Read(folder["chart.png"], image.Width, image.Height)[0].Pixels);
    }

    [Fact]
    public void Damaged_pictures_are_refused_with_the_file_named()
    {
        MemoryStream stream = new();
        PngFile.Write(stream, Noise(20, 20));
        byte[] good = stream.ToArray();
        SeededRandom random = new(3);
        for (int length = 0; length < good.Length; length += 7)
        {
            Assert.StartsWith("p.png", Assert.Throws<InvalidDataException>(() => PngFile.Read(good.AsSpan(0, length), "p.png")).Message);
        }
        for (int trial = 0; trial < 500; trial++)
        {
            byte[] bad = (byte[])good.Clone();
            bad[random.Next(bad.Length - 12)] ^= 0x55;
            Assert.StartsWith("p.png", Assert.Throws<InvalidDataException>(() => PngFile.Read(bad, "p.png")).Message);
        }
    }

    [Fact]
    public void A_gif_is_read_back_within_one_palette_step()
    {
        using TemporaryFolder folder = new();
        RgbImage[] frames = [Noise(64, 64, 1), Noise(64, 64, 2), new RgbImage(64, 64)];
        GifFile.Save(folder["a.gif"], frames, 0.05);
        IReadOnlyList<RgbImage> copies = VideoReader.Read(folder["a.gif"], 64, 64);
        Assert.Equal(3, copies.Count);
        for (int frame = 0; frame < 3; frame++)
        {
            int largest = frames[frame].Pixels.Zip(copies[frame].Pixels, (a, b) => Math.Abs(a - b)).Max();
            Assert.InRange(largest, 0, 51);
        }
    }

    [Fact]
    public void An_animation_needs_pictures_of_one_size()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<ArgumentException>(() => GifFile.Save(folder["a.gif"], [], 0.1));
        Assert.Throws<ArgumentException>(() => GifFile.Save(folder["a.gif"], [new(2, 2), new(3, 2)], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GifFile.Save(folder["a.gif"], [new(2, 2)], double.NaN));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void A_strip_shows_frames_side_by_side_with_separators()
    {
        RgbImage black = new(2, 1);
        RgbImage red = new(2, 1, [255, 0, 0, 255, 0, 0]);
        RgbImage strip = ImageStrip.Grid([[black, red], [red]], scale: 2, separator: 1);
        Assert.Equal((9, 5), (strip.Width, strip.Height));
        Assert.Equal([0, 255, 255], new[] { strip.Pixels[3 * 3], strip.Pixels[3 * 4], strip.Pixels[3 * 5] }.Select(value => (int)value));
        Assert.Equal([255, 255, 255], strip.Pixels[^3..]);
        Assert.Throws<ArgumentException>(() => ImageStrip.Row([]));
        Assert.Throws<ArgumentException>(() => ImageStrip.Row([black, new RgbImage(1, 1)]));
    }

    [Fact]
    public void Channel_first_frames_convert_both_ways()
    {
        byte[] planes = [.. Enumerable.Range(0, 12).Select(i => (byte)i)];
        RgbImage image = RgbImage.FromChannelFirst(planes, 2, 2);
        Assert.Equal([0, 4, 8, 1, 5, 9], image.Pixels[..6]);
        byte[] back = new byte[12];
        image.CopyChannelFirst(back);
        Assert.Equal(planes, back);
    }

    [Fact]
    public void Resizing_interpolates_between_pixel_centres()
    {
        float[] wider = new float[4];
        BilinearResize.Planes([0, 100], 1, 2, 1, wider, 4, 1);
        Assert.Equal([0f, 25, 75, 100], wider);
        byte[] smaller = new byte[1];
        BilinearResize.Planes([0, 100, 200, 100], 1, 2, 2, smaller, 1, 1);
        Assert.Equal(100, smaller[0]);
        byte[] same = new byte[12];
        BilinearResize.Planes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 3, 2, 2, same, 2, 2);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], same);
        Assert.Throws<ArgumentException>(() => BilinearResize.Planes(new byte[3], 1, 2, 2, new float[4], 2, 2));
    }
}
