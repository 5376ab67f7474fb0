using System.Diagnostics;
using GenRL.Data.Clips;
using GenRL.VideoLanguage;

namespace GenRL.Learning.VideoLanguage;

/// <summary>Measures a model folder on the held-out parts of a corpus, through ONNX Runtime as every user runs it.</summary>
public sealed class VlmEvaluation : IDisposable
{
    private const int Batch = 32;

    private readonly VideoLanguageModel _model;
    private readonly ClipBank _bank;
    private readonly ClipCorpus _corpus;
    private readonly Dictionary<int, float[]> _texts = [];
    private double _clipsPerSecond;

    /// <param name="modelFolder">Folder of the model.</param>
    /// <param name="bank">Clips that give a prompt its confidence.</param>
    /// <param name="corpus">Captioned corpus.</param>
    public VlmEvaluation(string modelFolder, ClipBank bank, ClipCorpus corpus)
    {
        _model = VideoLanguageModel.Load(modelFolder);
        _bank = bank;
        _corpus = corpus;
    }

    private IReadOnlyList<ClipCaption> Captions => _corpus.Description.Captions;

    /// <summary>Runs every measurement.</summary>
    public VlmCard Run(VlmTrainingOptions options, CancellationToken cancellation)
    {
        (float[][] newBodies, int[] newLabels) = Embed(ClipSplits.NewBodies, cancellation);
        (float[][] walker, int[] walkerLabels) = Embed(ClipSplits.Walker, cancellation);
        int[] prompts = Indices(ClipSplits.Prompt), phrases = Bare(ClipSplits.HeldOutPhrase), nonsense = Indices(ClipSplits.HeldOutNonsense);
        VlmPromptScore[] scores = [.. prompts.Select(prompt => Score(prompt, walker, walkerLabels))];
        double[] confidentPrompts = Confidences(prompts), confidentPhrases = Confidences(phrases), confidentNonsense = Confidences(nonsense);
        (double overall, double same) = Cone(walker, walkerLabels);
        (double truePairs, double falsePairs, double gap) = Pairs(walker, walkerLabels, prompts);
        return new VlmCard
        {
            Name = options.Name,
            Dimension = options.Dimension,
            Seed = options.Seed,
            Steps = options.Steps,
            TrainingClips = _corpus.Count(ClipSplits.Train),
            Labels = _corpus.Description.Labels.Count,
            NewBodies = Retrieval(newBodies, newLabels, phrases),
            WalkerPhysics = Retrieval(walker, walkerLabels, phrases),
            Prompts = scores,
            PromptPrecisionAt10 = scores.Average(score => score.PrecisionAt10),
            NonsenseAurocHeldOutPhrases = Auroc(confidentPhrases, confidentNonsense),
            NonsenseAurocPrompts = Auroc(confidentPrompts, confidentNonsense),
            ConfidencePrompts = confidentPrompts.Average(),
            ConfidenceHeldOutPhrases = confidentPhrases.Average(),
            ConfidenceNonsense = confidentNonsense.Average(),
            ConeOverall = overall,
            ConeSameLabel = same,
            TruePairCosine = truePairs,
            FalsePairCosine = falsePairs,
            ModalityGap = gap,
            ClipsPerSecond = _clipsPerSecond,
        };
    }

    public void Dispose() => _model.Dispose();

    /// <summary>Chance that a value of the first list exceeds one of the second; ties count half.</summary>
    internal static double Auroc(IReadOnlyList<double> positives, IReadOnlyList<double> negatives)
    {
        double wins = positives.Sum(positive => negatives.Sum(negative => positive > negative ? 1 : positive == negative ? .5 : 0));
        return wins / ((double)positives.Count * negatives.Count);
    }

    private VlmRetrieval Retrieval(float[][] clips, int[] labels, int[] phrases)
    {
        int[] names = [.. Enumerable.Range(0, _corpus.Description.Labels.Count).Select(Canonical)];
        int[] found = [.. clips.Select(clip => Nearest(clip, names))];
        int[] phrase = [.. clips.Select(clip => Nearest(clip, phrases))];
        int[] frames = Indices(ClipSplits.HeldOutFrame);
        int[] frame = [.. clips.Select(clip => Nearest(clip, frames))];
        bool[] lenient = [.. labels.Select((label, i) => found[i] == names[label] || IsTrue(found[i], label) || Captions[found[i]].Ignored.Contains(label))];
        var byLabel = labels.Select((label, i) => (label, lenient[i])).GroupBy(pair => pair.label).OrderBy(group => group.Key)
            .ToDictionary(group => _corpus.Description.Labels[group.Key], group => group.Average(pair => pair.Item2 ? 1.0 : 0));
        double Share(Func<int, bool> holds) => Enumerable.Range(0, clips.Length).Count(holds) / (double)clips.Length;
        return new VlmRetrieval(
            clips.Length, Share(i => found[i] == names[labels[i]]), Share(i => lenient[i]), Share(i => IsTrue(phrase[i], labels[i])),
            Share(i => IsTrue(frame[i], labels[i])), byLabel);
    }

    /// <summary>The plainest training caption about a label: one that is true for few other labels.</summary>
    private int Canonical(int label) => Enumerable.Range(0, Captions.Count)
        .Where(i => Captions[i].Split == ClipSplits.Train && IsTrue(i, label))
        .MinBy(i => (Captions[i].True.Count, i));

    private VlmPromptScore Score(int prompt, float[][] clips, int[] labels)
    {
        float[] text = Text(prompt);
        double[] similarity = [.. clips.Select(clip => EmbeddingStatistics.Similarity(text, clip))];
        int[] counted = [.. Enumerable.Range(0, clips.Length).Where(i => !Captions[prompt].Ignored.Contains(labels[i]))];
        bool[] ranked = [.. counted.OrderByDescending(i => similarity[i]).Select(i => IsTrue(prompt, labels[i]))];
        double hits = 0, precision = 0;
        for (int i = 0; i < ranked.Length; i++)
        {
            if (ranked[i])
            {
                precision += ++hits / (i + 1);
            }
        }
        double Mean(bool wanted) => counted.Where(i => IsTrue(prompt, labels[i]) == wanted).Select(i => similarity[i]).DefaultIfEmpty().Average();
        return new VlmPromptScore(
            Captions[prompt].Text, ranked.Take(10).Count(hit => hit) / 10.0, hits / ranked.Length, hits == 0 ? 0 : precision / hits, Mean(true), Mean(false),
            _bank.Confidence(text));
    }

    private (double Overall, double Same) Cone(float[][] clips, int[] labels)
    {
        double overall = 0, same = 0;
        long all = 0, equal = 0;
        for (int a = 0; a < clips.Length; a++)
        {
            for (int b = a + 1; b < clips.Length; b++)
            {
                double similarity = EmbeddingStatistics.Similarity(clips[a], clips[b]);
                overall += similarity;
                all++;
                if (labels[a] == labels[b])
                {
                    same += similarity;
                    equal++;
                }
            }
        }
        return (overall / all, same / Math.Max(1, equal));
    }

    private (double True, double False, double Gap) Pairs(float[][] clips, int[] labels, int[] prompts)
    {
        double trueSum = 0, falseSum = 0;
        long trueCount = 0, falseCount = 0;
        double[] difference = new double[_model.Dimension];
        foreach (int prompt in prompts)
        {
            float[] text = Text(prompt);
            for (int i = 0; i < clips.Length; i++)
            {
                double similarity = EmbeddingStatistics.Similarity(text, clips[i]);
                if (IsTrue(prompt, labels[i]))
                {
                    (trueSum, trueCount) = (trueSum + similarity, trueCount + 1);
                    for (int d = 0; d < difference.Length; d++)
                    {
                        difference[d] += clips[i][d] - text[d];
                    }
                }
                else if (!Captions[prompt].Ignored.Contains(labels[i]))
                {
                    (falseSum, falseCount) = (falseSum + similarity, falseCount + 1);
                }
            }
        }
        double gap = Math.Sqrt(difference.Sum(value => value / trueCount * (value / trueCount)));
        return (trueSum / trueCount, falseSum / falseCount, gap);
    }

    private (float[][] Values, int[] Labels) Embed(string split, CancellationToken cancellation)
    {
        int count = _corpus.Count(split);
        float[][] values = new float[count][];
        int[] labels = new int[count];
        byte[] windows = new byte[Batch * ClipFormat.PixelBytes];
        float[] embeddings = new float[Batch * _model.Dimension];
        var watch = new Stopwatch();
        for (int first = 0; first < count; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            int size = Math.Min(Batch, count - first);
            for (int i = 0; i < size; i++)
            {
                _corpus.ReadPixels(split, first + i, windows.AsSpan(i * ClipFormat.PixelBytes));
                labels[first + i] = _corpus.Header(split, first + i).Label;
            }
            watch.Start();
            _model.EmbedWindows(windows.AsSpan(0, size * ClipFormat.PixelBytes), embeddings.AsSpan(0, size * _model.Dimension));
            watch.Stop();
            for (int i = 0; i < size; i++)
            {
                values[first + i] = embeddings.AsSpan(i * _model.Dimension, _model.Dimension).ToArray();
            }
        }
        _clipsPerSecond = count / Math.Max(1e-9, watch.Elapsed.TotalSeconds);
        return (values, labels);
    }

    private double[] Confidences(int[] captions) => [.. captions.Select(caption => _bank.Confidence(Text(caption)))];

    private int Nearest(float[] clip, int[] captions) => captions.MaxBy(caption => EmbeddingStatistics.Similarity(clip, Text(caption)));

    private bool IsTrue(int caption, int label) => Captions[caption].True.Contains(label);

    private int[] Indices(string split) => [.. Enumerable.Range(0, Captions.Count).Where(i => Captions[i].Split == split)];

    /// <summary>The shortest caption of every held-out phrase: the phrase itself.</summary>
    private int[] Bare(string split) => [.. Indices(split).Where(i => !Indices(split).Any(j => j != i && Captions[i].Text.Contains(Captions[j].Text, StringComparison.Ordinal) && Captions[j].Text.Length < Captions[i].Text.Length))];

    private float[] Text(int caption)
    {
        if (!_texts.TryGetValue(caption, out float[]? embedding))
        {
            _texts[caption] = embedding = _model.EmbedText(Captions[caption].Text);
        }
        return embedding;
    }
}
