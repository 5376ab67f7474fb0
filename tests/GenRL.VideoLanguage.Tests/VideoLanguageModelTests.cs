using GenRL.Data;
using GenRL.Robots;

namespace GenRL.VideoLanguage.Tests;

public sealed class VideoLanguageModelTests
{
    private static byte[] Windows(params byte[] values)
    {
        byte[] windows = new byte[values.Length * 8 * FrameFormat.Bytes];
        for (int i = 0; i < values.Length; i++)
        {
            windows.AsSpan(i * 8 * FrameFormat.Bytes, 8 * FrameFormat.Bytes).Fill(values[i]);
        }
        return windows;
    }

    private static float[] Unit(params double[] vector)
    {
        double length = Math.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => (float)(value / length))];
    }

    private static void Near(IEnumerable<float> expected, IEnumerable<float> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(2)]
    public void Windows_are_embedded_whatever_batch_the_network_was_exported_with(int? batch)
    {
        using TinyModel folder = new(batch: batch);
        using VideoLanguageModel model = VideoLanguageModel.Load(folder.Root);
        float[] embeddings = new float[9];
        model.EmbedWindows(Windows(0, 10, 200), embeddings);
        Near([.. Unit(0, 0, 1), .. Unit(10, 10, 1), .. Unit(200, 200, 1)], embeddings);
    }

    [Fact]
    public void More_windows_than_one_batch_are_embedded_in_order()
    {
        using TinyModel folder = new();
        using VideoLanguageModel model = VideoLanguageModel.Load(folder.Root);
        byte[] values = [.. Enumerable.Range(0, 70).Select(i => (byte)i)];
        float[] embeddings = new float[70 * 3];
        model.EmbedWindows(Windows(values), embeddings);
        for (int i = 0; i < 70; i++)
        {
            Near(Unit(i, i, 1), embeddings[(3 * i)..(3 * i + 3)]);
        }
    }

    [Fact]
    public void Floats_are_normalised_and_axes_ordered_as_the_manifest_says()
    {
        VideoLanguageManifest manifest = VideoLanguageManifest.ForCompactModel("tiny", 3) with
        {
            Element = FrameElement.Floats,
            Layout = FrameLayout.BatchChannelsFrames,
            ImageSize = 128,
            Mean = [0.5f, 0, 0],
            Deviation = [0.5f, 1, 0.25f],
        };
        using TinyModel folder = new(manifest);
        using VideoLanguageModel model = VideoLanguageModel.Load(folder.Root);
        float[] embedding = new float[3];
        model.EmbedWindows(Windows(255), embedding);
        Near(Unit((1 + 1 + 4) / 3.0, 1, 1), embedding);
    }

    [Fact]
    public void Sentences_are_embedded_alone_and_in_batches_alike()
    {
        using TinyModel folder = new();
        using VideoLanguageModel model = VideoLanguageModel.Load(folder.Root);
        float[] both = new float[6];
        model.EmbedTexts([PromptText.Parse("walk fast"), PromptText.Parse("run")], both);
        Near(both[..3], model.EmbedText("Walk, fast!"));
        Near(both[3..], model.EmbedText("run"));
        Assert.True(Math.Abs(both[0] - both[3]) > 1e-3);
        Assert.Equal(1, both[..3].Sum(value => value * value), 4);
    }

    [Fact]
    public void Fixed_batches_of_sentences_are_filled_up()
    {
        using TinyModel free = new();
        using TinyModel pairs = new(batch: 2);
        using VideoLanguageModel freeModel = VideoLanguageModel.Load(free.Root);
        using VideoLanguageModel pairModel = VideoLanguageModel.Load(pairs.Root);
        PromptText[] texts = [.. new[] { "one", "two", "three legged" }.Select(PromptText.Parse)];
        float[] expected = new float[9];
        float[] actual = new float[9];
        freeModel.EmbedTexts(texts, expected);
        pairModel.EmbedTexts(texts, actual);
        Near(expected, actual);
    }

    [Fact]
    public void A_video_prompt_is_resized_and_its_frames_chosen()
    {
        using TinyModel folder = new();
        using VideoLanguageModel model = VideoLanguageModel.Load(folder.Root);
        RgbImage[] frames = [.. Enumerable.Range(0, 12).Select(i => new RgbImage(30, 20, [.. Enumerable.Repeat((byte)(10 * i), 1800)]))];
        Near(Unit(35, 0, 1), model.EmbedVideo(frames));
        Near(Unit(110, 110, 1), model.EmbedVideo(frames[11..]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.EmbedVideo([]));
    }

    [Fact]
    public void Wrong_amounts_are_refused()
    {
        using TinyModel folder = new();
        using VideoLanguageModel model = VideoLanguageModel.Load(folder.Root);
        Assert.Throws<ArgumentException>(() => model.EmbedWindows(new byte[5], new float[3]));
        Assert.Throws<ArgumentException>(() => model.EmbedWindows(Windows(1), new float[4]));
        Assert.Throws<ArgumentException>(() => model.EmbedText(""));
    }

    [Fact]
    public void A_changed_missing_or_unfitting_file_is_refused_before_anything_runs()
    {
        using TinyModel folder = new();
        Assert.Contains("no video-language model", Refusal(folder["nothing"]));
        byte[] video = File.ReadAllBytes(folder["video.onnx"]);
        video[^1] ^= 1;
        File.WriteAllBytes(folder["video.onnx"], video);
        Assert.Contains("SHA-256 differs", Refusal(folder.Root));
        File.WriteAllText(folder["video.onnx"], "not a network");
        folder.Manifest.Seal(folder.Root);
        Assert.Contains("video.onnx: cannot be loaded", Refusal(folder.Root));
        File.Delete(folder["video.onnx"]);
        Assert.Contains("video.onnx: is missing", Refusal(folder.Root));
        Assert.Throws<FileNotFoundException>(() => folder.Manifest.Seal(folder.Root));
    }

    [Fact]
    public void Networks_that_contradict_the_manifest_are_refused()
    {
        using TinyModel folder = new();
        (folder.Manifest with { ImageSize = 32 }).Seal(folder.Root);
        Assert.Contains("input 'frames' is Byte", Refusal(folder.Root));
        (folder.Manifest with { Element = FrameElement.Floats }).Seal(folder.Root);
        Assert.Contains("Single (batch", Refusal(folder.Root));
        (folder.Manifest with { Dimension = 4 }).Seal(folder.Root);
        Assert.Contains("shape (batch, 4)", Refusal(folder.Root));
        (folder.Manifest with { Tokenizer = TokenizerDescription.Default with { MaximumWords = 8 } }).Seal(folder.Root);
        Assert.Contains("input 'ids'", Refusal(folder.Root));
        using TinyModel narrow = new(dimension: 2);
        Assert.Contains("shape (batch, 3)", Refusal(narrow.Root));
    }

    [Theory]
    [InlineData("\"schema_version\": 1", "\"schema_version\": 2", "schema_version is 2")]
    [InlineData("\"frames\": 8", "\"frames\": 0", "frames 0")]
    [InlineData("\"dimension\": 3", "\"dimension\": 9999999", "dimension 9999999")]
    [InlineData("\"image_size\": 64", "\"image_size\": -1", "image_size -1")]
    [InlineData("batch_frames_channels", "sideways", "layout")]
    [InlineData("\"hashed_ngrams\"", "\"magic\"", "'magic' is unknown")]
    [InlineData("\"video.onnx\":", "\"../video.onnx\":", "hashes must name")]
    [InlineData("\"name\"", "\"nom\"", "nom")]
    [InlineData("\"vocabulary\": 8192", "\"vocabulary\": 1", "out of range")]
    [InlineData("{", "", "JSON")]
    public void A_malformed_manifest_is_refused_with_the_reason(string from, string to, string reason)
    {
        using TinyModel folder = new();
        string text = File.ReadAllText(folder["vlm.json"]);
        Assert.Contains(from, text);
        int at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(folder["vlm.json"], text[..at] + to + text[(at + from.Length)..]);
        Assert.Contains(reason, Refusal(folder.Root), StringComparison.OrdinalIgnoreCase);
    }

    private static string Refusal(string folder) => Assert.Throws<InvalidDataException>(() => VideoLanguageModel.Load(folder)).Message;
}
