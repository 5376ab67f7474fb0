using GenRL.Data.Clips;
using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>Embeddings of a set of training clips by a finished video tower.</summary>
/// <param name="Values">Unit vectors, [N, D].</param>
/// <param name="Headers">What each clip is, [N].</param>
internal sealed record ClipEmbedding(Tensor Values, ClipHeader[] Headers)
{
    private const int Batch = 64, EnoughWithoutArms = 12;

    /// <summary>Embeds evenly spread clips of the training part.</summary>
    public static ClipEmbedding Of(VideoTower tower, ClipCorpus corpus, ClipSampler sampler, int most, CancellationToken cancellation)
    {
        int all = corpus.Count(ClipSplits.Train), count = Math.Min(all, most);
        int[] chosen = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * all / count))];
        using IDisposable noGradient = no_grad();
        var parts = new List<Tensor>();
        for (int first = 0; first < count; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            ClipBatch batch = sampler.Exact(ClipSplits.Train, chosen.AsSpan(first, Math.Min(Batch, count - first)));
            parts.Add(tower.Forward(batch.Frames).Embedding.MoveToOuterDisposeScope());
        }
        return new ClipEmbedding(cat(parts, 0), [.. chosen.Select(clip => corpus.Header(ClipSplits.Train, clip))]);
    }

    /// <summary>
    /// Unit centre of each label's clips, [labels, D]. Figures without arms, as the walker is, are preferred where there are enough.
    /// </summary>
    /// <exception cref="InvalidDataException">A label has no clip.</exception>
    public Tensor Centres(IReadOnlyList<string> labels)
    {
        var centres = new List<Tensor>();
        for (int label = 0; label < labels.Count; label++)
        {
            long[] clips = Clips(label);
            if (clips.Length == 0)
            {
                throw new InvalidDataException($"The corpus shows no '{labels[label]}'; record more clips.");
            }
            centres.Add(nn.functional.normalize(Values.index_select(0, tensor(clips)).mean([0]), 2, 0));
        }
        return stack(centres, 0);
    }

    /// <summary>Positions of a label's clips, without arms where there are enough.</summary>
    public long[] Clips(int label)
    {
        long[] all = [.. Enumerable.Range(0, Headers.Length).Where(i => Headers[i].Label == label).Select(i => (long)i)];
        long[] armless = [.. all.Where(i => !Headers[i].Arms)];
        return armless.Length >= EnoughWithoutArms ? armless : all;
    }
}
