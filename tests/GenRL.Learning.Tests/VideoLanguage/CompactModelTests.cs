using GenRL.Data.Clips;
using GenRL.Learning.VideoLanguage;
using GenRL.VideoLanguage;
using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.VideoLanguage;

public sealed class CompactModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vlm-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private VlmTrainingOptions Options(int steps) => new()
    {
        CorpusFolder = Path.Combine(_folder, "corpus"), WorkFolder = Path.Combine(_folder, "work"), OutputFolder = Path.Combine(_folder, "model"),
        Steps = steps, BatchSize = 8, Dimension = 16, CheckpointEvery = 5, AlignmentSteps = 30, BankClipsPerLabel = 10, OtherCaptions = 2, Name = "tiny",
    };

    [Fact]
    public void Exported_networks_embed_as_the_towers_do_alone_and_in_sequences()
    {
        using DisposeScope scope = NewDisposeScope();
        VlmTrainingOptions options = Options(1);
        TinyCorpus.Write(options.CorpusFolder);
        using var model = new CompactModel(options, 2, TinyCorpus.Measures, TokenizerDescription.Default);
        CompactExport.Write(options, model, TokenizerDescription.Default, null);
        using VideoLanguageModel exported = VideoLanguageModel.Load(options.OutputFolder);
        AssertVideosAgree(model, exported);
        AssertTextsAgree(options, model, exported);
    }

    private static void AssertVideosAgree(CompactModel model, VideoLanguageModel exported)
    {
        byte[] frames = [.. TinyCorpus.Pixels(4, 2), .. TinyCorpus.Pixels(20, 1)];
        const int frameBytes = ClipFormat.PixelBytes / ClipFormat.Frames, windows = ClipFormat.Frames + 1;
        float[] sequence = new float[windows * exported.Dimension];
        exported.EmbedSequence(frames, sequence);
        for (int window = 0; window < windows; window++)
        {
            byte[] pixels = frames[(window * frameBytes)..(window * frameBytes + ClipFormat.PixelBytes)];
            Tensor input = tensor(Array.ConvertAll(pixels, value => (float)value), [1, ClipFormat.Frames, 3, ClipFormat.Size, ClipFormat.Size]);
            float[] expected = model.Video.Forward(input).Embedding.detach().data<float>().ToArray();
            float[] alone = new float[exported.Dimension];
            exported.EmbedWindows(pixels, alone);
            AssertNear(expected, alone);
            AssertNear(expected, sequence.AsSpan(window * exported.Dimension, exported.Dimension));
        }
    }

    private static void AssertTextsAgree(VlmTrainingOptions options, CompactModel model, VideoLanguageModel exported)
    {
        using ClipCorpus corpus = ClipCorpus.Open(options.CorpusFolder);
        var captions = new CaptionTable(corpus.Description, HashedNgramTokenizer.Default);
        int[] all = captions.Indices(_ => true);
        float[] expected = captions.Embed(model.Text, all).detach().data<float>().ToArray();
        foreach (int caption in all)
        {
            AssertNear(expected.AsSpan(caption * options.Dimension, options.Dimension), exported.EmbedText(captions.Captions[caption].Text));
        }
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-4f);
        }
    }

    [Fact]
    [Trait("speed", "slow")]
    public void A_run_learns_to_tell_moving_from_staying_and_to_refuse_other_sentences()
    {
        VlmTrainingOptions options = Options(60) with { LearningRate = 2e-3 };
        TinyCorpus.Write(options.CorpusFolder);
        var stages = new List<string>();
        VlmCard card = new VlmTraining(options, _ => { }).Run(progress => stages.Add(progress.Stage), default);
        Assert.Equal(1, card.WalkerPhysics.LabelRecallAt1);
        Assert.Equal(1, card.NonsenseAurocPrompts);
        Assert.True(card.TruePairCosine > card.FalsePairCosine + .5, $"{card.TruePairCosine} and {card.FalsePairCosine}");
        Assert.Contains("towers", stages);
        Assert.True(File.Exists(Path.Combine(options.OutputFolder, VlmCard.FileName)));
        using VideoLanguageModel model = VideoLanguageModel.Load(options.OutputFolder);
        Assert.StartsWith("tiny-", model.Manifest.Name);
    }

    [Fact]
    public void A_cancelled_run_continues_from_its_checkpoint()
    {
        VlmTrainingOptions options = Options(21);
        TinyCorpus.Write(options.CorpusFolder);
        using var stop = new CancellationTokenSource();
        void StopAtTwenty(VlmProgress progress)
        {
            if (progress.Step == 20)
            {
                stop.Cancel();
            }
        }
        Assert.Throws<OperationCanceledException>(() => new VlmTraining(options, _ => { }).Run(StopAtTwenty, stop.Token));
        Assert.False(File.Exists(Path.Combine(options.OutputFolder, VideoLanguageManifest.FileName)));
        using var model = new CompactModel(options, 2, TinyCorpus.Measures, TokenizerDescription.Default);
        Assert.Equal(20, model.Load(options.WorkFolder));
    }

    [Fact]
    public void Two_trainings_under_one_name_have_ids_of_their_own()
    {
        string Id(ulong seed)
        {
            VlmTrainingOptions options = Options(1) with { Seed = seed };
            using var model = new CompactModel(options, 2, TinyCorpus.Measures, TokenizerDescription.Default);
            CompactExport.Write(options, model, TokenizerDescription.Default, null);
            return VideoLanguageManifest.Load(options.OutputFolder).Name;
        }
        string first = Id(1);
        Assert.StartsWith("tiny-", first);
        Assert.NotEqual(first, Id(2));
    }

    [Fact]
    public void A_checkpoint_of_another_shape_is_refused()
    {
        VlmTrainingOptions options = Options(1);
        using (var model = new CompactModel(options, 2, TinyCorpus.Measures, TokenizerDescription.Default))
        {
            model.Save(options.WorkFolder, 1);
        }
        using var other = new CompactModel(options with { Dimension = 24 }, 2, TinyCorpus.Measures, TokenizerDescription.Default);
        Assert.Throws<InvalidDataException>(() => other.Load(options.WorkFolder));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new VlmTraining(Options(1) with { BatchSize = 0 }, _ => { }));
        Assert.Contains(nameof(VlmTrainingOptions.BatchSize), error.Message);
    }

    [Theory]
    [InlineData(new double[] { 3, 4 }, new double[] { 1, 2 }, 1)]
    [InlineData(new double[] { 1, 2 }, new double[] { 3, 4 }, 0)]
    [InlineData(new double[] { 1, 3 }, new double[] { 2 }, .5)]
    [InlineData(new double[] { 2 }, new double[] { 2 }, .5)]
    public void Auroc_is_the_chance_of_the_right_order(double[] positives, double[] negatives, double expected) =>
        Assert.Equal(expected, VlmEvaluation.Auroc(positives, negatives), 1e-12);
}
