using GenRL.Learning.Export.Onnx;

namespace GenRL.VideoLanguage.Tests;

/// <summary>
/// A folder with real ONNX networks of a few operators: the video embedding is (mean value, value of the first pixel, 1) and the text
/// embedding (number of tokens, sum of ids / 1000, 1), both made unit vectors by the reader.
/// </summary>
internal sealed class TinyModel : IDisposable
{
    public const int Dimension = 3;

    public TinyModel(VideoLanguageManifest? manifest = null, int? batch = null, int dimension = Dimension)
    {
        Manifest = manifest ?? VideoLanguageManifest.ForCompactModel("tiny", Dimension);
        Root = Directory.CreateTempSubdirectory("genrl-vlm-").FullName;
        WriteVideo(batch, dimension);
        WriteText(batch);
        Manifest = Manifest.Seal(Root);
    }

    public string Root { get; }

    public VideoLanguageManifest Manifest { get; }

    public string this[string file] => Path.Combine(Root, file);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void WriteVideo(int? batch, int dimension)
    {
        OnnxGraph graph = new("video");
        OnnxDimension rows = batch is { } fixedBatch ? fixedBatch : "batch";
        bool bytes = Manifest.Element == FrameElement.Bytes;
        (int second, int third) = Manifest.Layout == FrameLayout.BatchFramesChannels ? (Manifest.Frames, 3) : (3, Manifest.Frames);
        OnnxValue frames = graph.Input("frames", bytes ? OnnxElement.UInt8 : OnnxElement.Float32, rows, second, third, Manifest.ImageSize, Manifest.ImageSize);
        OnnxValue values = bytes ? graph.Cast(frames, OnnxElement.Float32) : frames;
        OnnxValue flat = graph.Flatten(values);
        OnnxValue mean = graph.Mean(flat, keepAxes: true, 1);
        OnnxValue first = graph.Slice(flat, 1, 0, 1);
        OnnxValue one = graph.Add(graph.Multiply(first, graph.Constant(0)), graph.Constant(1));
        OnnxValue[] parts = dimension == 3 ? [mean, first, one] : [mean, one];
        graph.Output("embedding", graph.Concatenate(1, parts), rows, dimension);
        File.WriteAllBytes(this["video.onnx"], graph.ToBytes());
    }

    private void WriteText(int? batch)
    {
        OnnxGraph graph = new("text");
        OnnxDimension rows = batch is { } fixedBatch ? fixedBatch : "batch";
        TokenizerDescription sizes = Manifest.Tokenizer;
        OnnxDimension[] shape = sizes.GramsPerWord > 0 ? [rows, sizes.MaximumWords, sizes.GramsPerWord] : [rows, sizes.MaximumWords];
        OnnxValue ids = graph.Cast(graph.Input("ids", OnnxElement.Int64, shape), OnnxElement.Float32);
        OnnxValue mask = graph.Input("mask", shape);
        OnnxValue count = graph.Sum(graph.Flatten(mask), keepAxes: true, 1);
        OnnxValue sum = graph.Divide(graph.Sum(graph.Flatten(ids), keepAxes: true, 1), graph.Constant(1000));
        OnnxValue one = graph.Add(graph.Multiply(count, graph.Constant(0)), graph.Constant(1));
        graph.Output("embedding", graph.Concatenate(1, count, sum, one), rows, 3);
        File.WriteAllBytes(this["text.onnx"], graph.ToBytes());
    }
}
