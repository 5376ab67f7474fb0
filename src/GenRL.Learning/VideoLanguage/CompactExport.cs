using GenRL.Data.Clips;
using GenRL.Learning.Export.Onnx;
using GenRL.VideoLanguage;

namespace GenRL.Learning.VideoLanguage;

/// <summary>Writes a trained compact model as a folder that <see cref="VideoLanguageModel.Load"/> takes.</summary>
internal static class CompactExport
{
    /// <summary>File of the clip bank in the model's folder.</summary>
    public const string BankFile = "bank.npz";

    /// <summary>Writes networks, clip bank and manifest. The manifest comes last, so an unfinished folder is never loaded.</summary>
    public static void Write(VlmTrainingOptions options, CompactModel model, TokenizerDescription tokenizer, ClipBank? bank)
    {
        var weights = new NetworkWeights();
        foreach ((string name, TorchSharp.Modules.Parameter value) in model.Parameters())
        {
            weights.Add(name, value.detach().data<float>().ToArray(), value.shape);
        }
        Directory.CreateDirectory(options.OutputFolder);
        CompactGraphs.Video(weights, options.Dimension).Save(Path.Combine(options.OutputFolder, VideoLanguageManifest.VideoFile));
        CompactGraphs.Text(weights, tokenizer, options.Dimension).Save(Path.Combine(options.OutputFolder, VideoLanguageManifest.TextFile));
        bank?.Save(Path.Combine(options.OutputFolder, BankFile));
        Manifest(options, tokenizer).Seal(options.OutputFolder);
    }

    /// <summary>Hashes the folder again after a file was added.</summary>
    public static void Seal(VlmTrainingOptions options, TokenizerDescription tokenizer) => Manifest(options, tokenizer).Seal(options.OutputFolder);

    /// <summary>Clips of every label as neighbours for prompts.</summary>
    public static ClipBank Bank(ClipEmbedding clips, IReadOnlyList<string> labels, int perLabel)
    {
        long dimension = clips.Values.shape[1];
        float[] all = clips.Values.data<float>().ToArray();
        var values = new List<float>();
        var behaviours = new List<int>();
        for (int label = 0; label < labels.Count; label++)
        {
            foreach (long clip in clips.Clips(label).Take(perLabel))
            {
                values.AddRange(all.AsSpan((int)(clip * dimension), (int)dimension));
                behaviours.Add(label);
            }
        }
        return new ClipBank([.. values], [.. behaviours], labels);
    }

    private static VideoLanguageManifest Manifest(VlmTrainingOptions options, TokenizerDescription tokenizer) =>
        VideoLanguageManifest.ForCompactModel(options.Name, options.Dimension) with { Frames = ClipFormat.Frames, Tokenizer = tokenizer };
}
