using GenRL.Data.Clips;
using GenRL.Simulation.Motions.Gaits;
using GenRL.Simulation.Motions.Recording;

namespace GenRL.Simulation.Tests.Motions;

public sealed class CorpusRecorderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"corpus-{Guid.NewGuid():N}");

    private static readonly CorpusOptions Small = new() { TrainShards = 1, NewBodyShards = 1, WalkerShards = 1, BodiesPerShard = 2, ClipsPerBody = 4 };

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, true);
        }
    }

    [Fact]
    public void A_recorded_corpus_holds_moving_pictures_of_every_part()
    {
        new CorpusRecorder(_folder, Small, GaitLibrary.Empty).Record(null, default);
        using ClipCorpus corpus = ClipCorpus.Open(_folder);
        byte[] pixels = new byte[ClipFormat.PixelBytes];
        foreach (string split in new[] { ClipSplits.Train, ClipSplits.NewBodies, ClipSplits.Walker })
        {
            Assert.Equal(8, corpus.Count(split));
            for (int clip = 0; clip < 8; clip++)
            {
                corpus.ReadPixels(split, clip, pixels);
                Assert.True(pixels.Distinct().Count() > 10, "An empty picture was recorded.");
                Assert.True(split != ClipSplits.Walker || corpus.Header(split, clip) is { Physics: true, Arms: false });
            }
        }
        Assert.NotEmpty(corpus.Description.Captions);
    }

    [Fact]
    public void Recording_continues_and_gives_the_same_files_as_without_interruption()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new CorpusRecorder(_folder, Small, GaitLibrary.Empty).Record((_, _) => stop.Cancel(), stop.Token));
        Assert.Single(ClipCorpusDescription.Load(_folder).Shards);
        new CorpusRecorder(_folder, Small, GaitLibrary.Empty).Record(null, default);
        string other = Path.Combine(_folder, "other");
        new CorpusRecorder(other, Small, GaitLibrary.Empty).Record(null, default);
        foreach (ClipShardEntry entry in ClipCorpusDescription.Load(other).Shards)
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(other, entry.File)), File.ReadAllBytes(Path.Combine(_folder, entry.File)));
        }
    }

    [Fact]
    public void A_corpus_of_another_seed_is_not_continued()
    {
        new CorpusRecorder(_folder, Small, GaitLibrary.Empty).Record(null, default);
        Assert.Throws<InvalidDataException>(() => new CorpusRecorder(_folder, Small with { Seed = 2 }, GaitLibrary.Empty).Record(null, default));
    }
}
