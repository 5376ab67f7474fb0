using GenRL.Data;
using GenRL.Data.Clips;
using GenRL.VideoLanguage;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>The captions of a corpus, tokenized, with their truth about every label, ready to be drawn and batched.</summary>
internal sealed class CaptionTable
{
    private const float True = 1, False = 0, Ignored = -1;

    private readonly ITextTokenizer _tokenizer;
    private readonly List<(long[] Ids, float[] Mask)> _words = [];
    private readonly Dictionary<string, int> _wordIndex = [];
    private readonly int[][] _sentences;
    private readonly float[,] _truth;
    private readonly int[][][] _trueByLabel;
    private readonly int[] _nonsense;
    private readonly int[] _train;

    public CaptionTable(ClipCorpusDescription corpus, ITextTokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        Captions = corpus.Captions;
        _sentences = [.. Captions.Select(caption => Sentence(caption.Text))];
        _truth = new float[Captions.Count, corpus.Labels.Count];
        for (int i = 0; i < Captions.Count; i++)
        {
            foreach (int label in Captions[i].True)
            {
                _truth[i, label] = True;
            }
            foreach (int label in Captions[i].Ignored)
            {
                _truth[i, label] = Ignored;
            }
        }
        _train = Indices(caption => caption.Split == ClipSplits.Train);
        _nonsense = [.. _train.Where(i => Captions[i].True.Count == 0)];
        _trueByLabel = [.. Enumerable.Range(0, corpus.Labels.Count).Select(label => ByConcept(label))];
    }

    public IReadOnlyList<ClipCaption> Captions { get; }

    /// <summary>Positions of the captions of which something holds.</summary>
    public int[] Indices(Predicate<ClipCaption> holds) => [.. Enumerable.Range(0, Captions.Count).Where(i => holds(Captions[i]))];

    /// <summary>A training caption that is true for a label; each of its concepts is equally likely.</summary>
    public int DrawTrue(int label, SeededRandom random)
    {
        int[][] concepts = _trueByLabel[label];
        int[] captions = concepts[random.Next(concepts.Length)];
        return captions[random.Next(captions.Length)];
    }

    /// <summary>A training caption that is false for every label.</summary>
    public int DrawNonsense(SeededRandom random) => _nonsense[random.Next(_nonsense.Length)];

    /// <summary>Any training caption.</summary>
    public int DrawAny(SeededRandom random) => _train[random.Next(_train.Length)];

    /// <summary>Truth and weight of every pair of a clip and a caption, both [labels, captions] as float32.</summary>
    public (Tensor Truth, Tensor Counted) Truth(ReadOnlySpan<int> labels, ReadOnlySpan<int> captions)
    {
        float[] truth = new float[labels.Length * captions.Length], counted = new float[truth.Length];
        for (int row = 0, i = 0; row < labels.Length; row++)
        {
            foreach (int caption in captions)
            {
                float value = _truth[caption, labels[row]];
                truth[i] = value == True ? 1 : 0;
                counted[i++] = value == Ignored ? 0 : 1;
            }
        }
        long[] shape = [labels.Length, captions.Length];
        return (tensor(truth, shape), tensor(counted, shape));
    }

    /// <summary>Unit embeddings [captions, D] by a tower; every distinct word is computed once.</summary>
    public Tensor Embed(TextTower tower, ReadOnlySpan<int> captions)
    {
        int length = _tokenizer.Shape[0], grams = _tokenizer.Shape[1];
        var local = new Dictionary<int, int>();
        var ids = new List<long>();
        var gramMask = new List<float>();
        long[] places = new long[captions.Length * length];
        float[] mask = new float[places.Length];
        for (int row = 0; row < captions.Length; row++)
        {
            int[] words = _sentences[captions[row]];
            for (int i = 0; i < words.Length; i++)
            {
                if (!local.TryGetValue(words[i], out int place))
                {
                    local[words[i]] = place = local.Count;
                    ids.AddRange(_words[words[i]].Ids);
                    gramMask.AddRange(_words[words[i]].Mask);
                }
                places[row * length + i] = place;
                mask[row * length + i] = 1;
            }
        }
        long[] wordShape = [local.Count, grams];
        Tensor vectors = tower.Words(tensor(ids.ToArray(), wordShape), tensor(gramMask.ToArray(), wordShape));
        Tensor wordMask = tensor(mask, [captions.Length, length]);
        Tensor sentence = vectors.index_select(0, tensor(places)).reshape(captions.Length, length, TextTower.WordSize) * wordMask.unsqueeze(-1);
        return tower.Sentences(sentence, wordMask);
    }

    private int[][] ByConcept(int label)
    {
        int[][] concepts = [.. _train.Where(i => _truth[i, label] == True).GroupBy(i => Captions[i].Concept).Select(group => group.ToArray())];
        return concepts.Length > 0 ? concepts : throw new InvalidDataException($"No training caption of the corpus is true for label {label}.");
    }

    private int[] Sentence(string text)
    {
        PromptText prompt = PromptText.Parse(text);
        return [.. prompt.Words.Take(_tokenizer.Shape[0]).Select(Word)];
    }

    private int Word(string word)
    {
        if (!_wordIndex.TryGetValue(word, out int index))
        {
            TextTokens tokens = _tokenizer.Encode(PromptText.Parse(word));
            int grams = _tokenizer.Shape[1];
            _wordIndex[word] = index = _words.Count;
            _words.Add((tokens.Ids[..grams], tokens.Mask[..grams]));
        }
        return index;
    }
}
