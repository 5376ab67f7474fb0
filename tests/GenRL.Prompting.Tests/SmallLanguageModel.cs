using GenRL.Learning.Export.Onnx;
using GenRL.Testing;
using GenRL.VideoLanguage;

namespace GenRL.Prompting.Tests;

/// <summary>
/// A real video-language model folder with untrained networks: a sentence becomes the mean of its n-grams' random vectors, so sentences
/// that share words are near each other; a clip becomes a random projection of its mean columns.
/// </summary>
internal sealed class SmallLanguageModel : IDisposable
{
    public const string Name = "vlm-test";
    private const int Columns = 64;
    private static readonly int Dimension = RandomNetwork.Small.Embedding;

    public SmallLanguageModel()
    {
        Folder = Directory.CreateTempSubdirectory("genrl-vlm-").FullName;
        VideoLanguageManifest manifest = VideoLanguageManifest.ForCompactModel(Name, Dimension);
        File.WriteAllBytes(Path.Combine(Folder, VideoLanguageManifest.TextFile), Text(manifest.Tokenizer));
        File.WriteAllBytes(Path.Combine(Folder, VideoLanguageManifest.VideoFile), Video(manifest));
        manifest.Seal(Folder);
    }

    public string Folder { get; }

    public VideoLanguageModel Load() => VideoLanguageModel.Load(Folder);

    public float[] Embed(string sentence)
    {
        using VideoLanguageModel model = Load();
        return model.EmbedText(sentence);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static byte[] Text(TokenizerDescription sizes)
    {
        OnnxGraph graph = new("text");
        OnnxValue ids = graph.Input(VideoLanguageManifest.IdsInput, OnnxElement.Int64, "batch", sizes.MaximumWords, sizes.GramsPerWord);
        OnnxValue mask = graph.Input(VideoLanguageManifest.MaskInput, "batch", sizes.MaximumWords, sizes.GramsPerWord);
        OnnxValue vectors = graph.Gather(graph.Weight("table", Random(1, sizes.Vocabulary * Dimension), sizes.Vocabulary, Dimension), ids);
        OnnxValue weighted = graph.Multiply(vectors, graph.Reshape(mask, 0, sizes.MaximumWords, sizes.GramsPerWord, 1));
        graph.Output(VideoLanguageManifest.EmbeddingOutput, graph.Sum(weighted, keepAxes: false, 1, 2), "batch", Dimension);
        return graph.ToBytes();
    }

    private static byte[] Video(VideoLanguageManifest manifest)
    {
        OnnxGraph graph = new("video");
        OnnxValue frames = graph.Input(
            VideoLanguageManifest.FramesInput, OnnxElement.UInt8, "batch", manifest.Frames, 3, manifest.ImageSize, manifest.ImageSize);
        OnnxValue columns = graph.Mean(graph.Cast(frames, OnnxElement.Float32), keepAxes: false, 1, 2, 3);
        OnnxValue embedding = graph.Gemm(
            columns, graph.Weight("projection", Random(2, Dimension * Columns), Dimension, Columns), graph.Weight("bias", Random(3, Dimension), Dimension));
        graph.Output(VideoLanguageManifest.EmbeddingOutput, embedding, "batch", Dimension);
        return graph.ToBytes();
    }

    private static float[] Random(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
