namespace GenRL.Data.Tests;

public sealed class VideoReaderTests
{
    private static string Animation(TemporaryFolder folder, int frames = 5)
    {
        RgbImage[] images = [.. Enumerable.Range(0, frames).Select(i => new RgbImage(8, 8, [.. Enumerable.Repeat((byte)(51 * (i % 6)), 192)]))];
        GifFile.Save(folder["v.gif"], images, 0.1);
        return folder["v.gif"];
    }

    [Fact]
    public void Frames_come_in_order_at_the_size_asked_for()
    {
        using TemporaryFolder folder = new();
        IReadOnlyList<RgbImage> frames = VideoReader.Read(Animation(folder), 4, 2);
        Assert.Equal(5, frames.Count);
        Assert.All(frames, frame => Assert.Equal((4, 2), (frame.Width, frame.Height)));
        Assert.True(frames.Zip(frames.Skip(1)).All(pair => pair.First.Pixels[0] < pair.Second.Pixels[0]));
    }

    [Fact]
    public void The_published_video_prompts_are_read()
    {
        if (SharedData.Find("video_prompts") is not { } prompts)
        {
            return; // published files lie beside the repository only on some machines
        }
        foreach (string file in Directory.GetFiles(prompts))
        {
            IReadOnlyList<RgbImage> frames = VideoReader.Read(file, 64, 64);
            Assert.InRange(frames.Count, 8, 30);
            Assert.Contains(frames[0].Pixels.Zip(frames[^1].Pixels), pair => Math.Abs(pair.First - pair.Second) > 10);
        }
    }

    [Fact]
    public void Longer_videos_are_cut_and_limits_are_kept()
    {
        using TemporaryFolder folder = new();
        string path = Animation(folder, 12);
        Assert.Equal(3, VideoReader.Read(path, 8, 8, new VideoLimits(MaximumFrames: 3)).Count);
        Assert.Contains("bytes", Assert.Throws<InvalidDataException>(() => VideoReader.Read(path, 8, 8, new VideoLimits(MaximumFileBytes: 10))).Message);
        Assert.Contains("64 pixels", Assert.Throws<InvalidDataException>(() => VideoReader.Read(path, 8, 8, new VideoLimits(MaximumSourcePixels: 63))).Message);
        Assert.Contains("lasts 1 s", Assert.Throws<InvalidDataException>(() => VideoReader.Read(path, 8, 8, new VideoLimits(MaximumDurationS: 0.5))).Message);
        Assert.Contains("did not finish", Assert.Throws<InvalidDataException>(() => VideoReader.Read(path, 8, 8, new VideoLimits(TimeLimitS: 0.001))).Message);
    }

    [Fact]
    public void What_is_no_video_is_refused_with_the_file_named()
    {
        using TemporaryFolder folder = new();
        byte[] good = File.ReadAllBytes(Animation(folder));
        SeededRandom random = new(9);
        byte[][] bad = [[], "hello"u8.ToArray(), [.. Enumerable.Range(0, 5000).Select(_ => (byte)random.Next(256))], good[..20], "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"u8.ToArray()];
        foreach (byte[] content in bad)
        {
            File.WriteAllBytes(folder["bad.mp4"], content);
            Assert.StartsWith(folder["bad.mp4"], Assert.Throws<InvalidDataException>(() => VideoReader.Read(folder["bad.mp4"], 8, 8)).Message);
        }
        Assert.Throws<FileNotFoundException>(() => VideoReader.Read(folder["none.mp4"], 8, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => VideoReader.Read(folder["v.gif"], 0, 8));
    }

    [Fact]
    public void Cancelling_ends_the_reading()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => VideoReader.Read(Animation(folder), 8, 8, null, source.Token));
    }
}
