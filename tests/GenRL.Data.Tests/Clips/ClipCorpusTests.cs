using GenRL.Data.Clips;

namespace GenRL.Data.Tests.Clips;

public sealed class ClipCorpusTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clips-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private static (ClipHeader, float[], byte[]) Clip(int label, byte shade) =>
        (new ClipHeader(label, Physics: true, Arms: false, .05f), [.. Enumerable.Range(0, ClipFormat.Frames * 2).Select(i => i + .5f)], Enumerable.Repeat(shade, ClipFormat.PixelBytes).ToArray());

    private string Shard(params (ClipHeader, float[], byte[])[] clips)
    {
        ClipShard.Write(Path.Combine(_folder, "a.clips"), 2, clips);
        return Path.Combine(_folder, "a.clips");
    }

    private void Describe(int version = ClipCorpusDescription.CurrentVersion, int count = 2, int trueLabel = 0) => new ClipCorpusDescription(
        version, 1, ["stand", "walk"], ["x", "y"], [new ClipCaption("stand", "stand", ClipSplits.Train, [trueLabel], [])],
        [new ClipShardEntry("a.clips", ClipSplits.Train, count)]).Save(_folder);

    [Fact]
    public void Clips_come_back_as_written()
    {
        Shard(Clip(0, 7), Clip(1, 9));
        Describe();
        using ClipCorpus corpus = ClipCorpus.Open(_folder);
        float[] measures = new float[ClipFormat.Frames * 2];
        byte[] pixels = new byte[ClipFormat.PixelBytes];
        corpus.ReadMeasures(ClipSplits.Train, 1, measures);
        corpus.ReadPixels(ClipSplits.Train, 1, pixels);
        Assert.Equal(new ClipHeader(1, true, false, .05f), corpus.Header(ClipSplits.Train, 1));
        Assert.Equal(15.5f, measures[^1]);
        Assert.All(pixels, value => Assert.Equal(9, value));
        Assert.Equal(0, corpus.Count(ClipSplits.Walker));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(100_000)]
    public void A_truncated_file_is_refused(int length)
    {
        string path = Shard(Clip(0, 1), Clip(1, 2));
        using (FileStream stream = File.OpenWrite(path))
        {
            stream.SetLength(length);
        }
        Assert.Throws<InvalidDataException>(() => ClipShard.Open(path));
    }

    [Fact]
    public void Something_else_is_refused()
    {
        string path = Path.Combine(_folder, "b.clips");
        File.WriteAllText(path, "this is not a clip file at all");
        Assert.Throws<InvalidDataException>(() => ClipShard.Open(path));
    }

    [Theory]
    [InlineData(99, 2, 0)]
    [InlineData(ClipCorpusDescription.CurrentVersion, 3, 0)]
    [InlineData(ClipCorpusDescription.CurrentVersion, 2, 5)]
    public void A_description_that_does_not_fit_is_refused(int version, int count, int trueLabel)
    {
        Shard(Clip(0, 1), Clip(1, 2));
        Describe(version, count, trueLabel);
        Assert.Throws<InvalidDataException>(() => ClipCorpus.Open(_folder));
    }

    [Fact]
    public void A_clip_of_an_unknown_label_is_refused()
    {
        Shard(Clip(0, 1), Clip(2, 2));
        Describe();
        Assert.Throws<InvalidDataException>(() => ClipCorpus.Open(_folder));
    }

    [Fact]
    public void A_folder_without_a_corpus_says_so() => Assert.Throws<FileNotFoundException>(() => ClipCorpus.Open(_folder));

    [Fact]
    public void Values_of_the_wrong_size_are_not_written()
    {
        var clip = (new ClipHeader(0, false, false, .05f), new float[3], new byte[ClipFormat.PixelBytes]);
        Assert.Throws<ArgumentException>(() => ClipShard.Write(Path.Combine(_folder, "c.clips"), 2, [clip]));
        Assert.False(File.Exists(Path.Combine(_folder, "c.clips")));
    }
}
