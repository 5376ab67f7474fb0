using System.Security.Cryptography;
using GenRL.Data.Clips;
using GenRL.Learning.Export.Onnx;
using GenRL.VideoLanguage;

namespace GenRL.Learning.VideoLanguage;

/// <summary>Writes a trained compact model as a folder that <see cref="VideoLanguageModel.Load"/> takes.</summary>
internal static class CompactExport
{
    private const int IdDigits = 8;

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
        bank?.Save(Path.Combine(options.OutputFolder, VideoLanguageManifest.BankFile));
        Seal(options, tokenizer);
    }

    /// <summary>
    /// Writes the manifest with the hash of every file. The id carries a part of the networks' hash: embeddings of two trainings do not mix,
    /// whatever their names.
    /// </summary>
    public static void Seal(VlmTrainingOptions options, TokenizerDescription tokenizer)
    {
        using var networks = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in new[] { VideoLanguageManifest.VideoFile, VideoLanguageManifest.TextFile })
        {
            networks.AppendData(File.ReadAllBytes(Path.Combine(options.OutputFolder, file)));
        }
        string id = $"{options.Name}-{Convert.ToHexStringLower(networks.GetHashAndReset())[..IdDigits]}";
        (VideoLanguageManifest.ForCompactModel(id, options.Dimension) with { Frames = ClipFormat.Frames, Tokenizer = tokenizer }).Seal(options.OutputFolder);
    }

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
}
