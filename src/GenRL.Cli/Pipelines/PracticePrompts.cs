using GenRL.Data;
using GenRL.Data.Clips;
using GenRL.Learning.Behaviours.Conditioned;
using GenRL.Simulation.Motions.Captions;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Pipelines;

/// <summary>Gathers the prompts that a prompt-conditioned policy practises.</summary>
public static class PracticePrompts
{
    private const ulong Seed = 1;
    private const int Windows = 4096;

    /// <summary>Prompts of every kind that counts.</summary>
    /// <param name="store">Embedded dataset; null when only noise and sentences count.</param>
    /// <param name="model">The video-language model of the world's connector.</param>
    /// <param name="options">What counts how much.</param>
    /// <exception cref="ArgumentException">Windows are asked for without an embedded dataset, or nothing is asked for.</exception>
    public static MixedPrompts Of(FrameStore? store, VideoLanguageModel model, PracticeOptions options)
    {
        List<(IPromptSource, double)> parts = [];
        if (options.Noise > 0)
        {
            parts.Add((new NoisePrompts(model.Dimension), options.Noise));
        }

        if (options.Sentences > 0)
        {
            parts.Add((new ListedPrompts([.. Sentences().Select(model.EmbedText)]), options.Sentences));
        }

        if (options.Windows > 0)
        {
            parts.Add((new ListedPrompts(Embedded(store ?? throw new ArgumentException("practising windows of a dataset needs a dataset"))), options.Windows));
        }

        return new MixedPrompts(parts);
    }

    /// <summary>Training captions of the grammar that mean a motion; benchmark prompts are left out, so that they stay new to the policy.</summary>
    internal static IEnumerable<string> Sentences()
    {
        var benchmark = CaptionGrammar.Prompts.Select(prompt => prompt.Prompt).ToHashSet();
        return CaptionGrammar.All(Seed)
            .Where(caption => caption.Split == ClipSplits.Train && caption.Concept != CaptionGrammar.Nonsense && !benchmark.Contains(caption.Text))
            .Select(caption => caption.Text);
    }

    private static List<float[]> Embedded(FrameStore store)
    {
        using var embeddings = store.TryOpenArray<Half>(Embedding.ArrayName)
            ?? throw new ArgumentException("the dataset has no window embeddings; run 'genrl embed' on it first");
        var rows = RewardedWindow.Rows(store, embeddings).ToList();
        var stride = Math.Max(1, rows.Count / Windows);
        return [.. Enumerable.Range(0, rows.Count / stride).Select(index => Unit(embeddings[rows[index * stride]]))];
    }

    // half precision leaves the length a thousandth off one
    private static float[] Unit(ReadOnlySpan<Half> stored)
    {
        var values = new float[stored.Length];
        var square = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)stored[i];
            square += (double)values[i] * values[i];
        }

        return Array.ConvertAll(values, value => (float)(value / Math.Sqrt(square)));
    }
}
