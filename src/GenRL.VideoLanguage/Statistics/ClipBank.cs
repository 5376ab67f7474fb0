using System.Text;
using GenRL.Data;

namespace GenRL.VideoLanguage;

/// <summary>
/// Embeddings of known clips with the names of what they show. A prompt near some of them is understood; one far from all is probably not.
/// </summary>
public sealed class ClipBank
{
    /// <summary>Clips whose mean similarity makes the confidence (specification video-language section 4: the best of the statistics tried).</summary>
    public const int Neighbours = 10;

    private const int MaximumNames = 4096;
    private readonly float[] _embeddings;
    private readonly int[] _behaviours;

    /// <param name="embeddings">[N, D] unit vectors.</param>
    /// <param name="behaviours">Index into <paramref name="names"/> of what each clip shows, [N].</param>
    /// <param name="names">Names of the behaviours.</param>
    /// <exception cref="ArgumentException">There is no clip, or sizes or indices do not fit.</exception>
    public ClipBank(float[] embeddings, int[] behaviours, IReadOnlyList<string> names)
    {
        if (behaviours.Length == 0 || embeddings.Length == 0 || embeddings.Length % behaviours.Length != 0)
        {
            throw new ArgumentException($"{embeddings.Length} values cannot be embeddings of {behaviours.Length} clips.", nameof(embeddings));
        }
        if (behaviours.Any(behaviour => behaviour < 0 || behaviour >= names.Count))
        {
            throw new ArgumentException("A clip shows a behaviour that has no name.", nameof(behaviours));
        }
        _embeddings = embeddings;
        _behaviours = behaviours;
        Names = names;
    }

    /// <summary>Names of the behaviours shown.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of clips.</summary>
    public int Count => _behaviours.Length;

    /// <summary>Length of the embeddings.</summary>
    public int Dimension => _embeddings.Length / Count;

    /// <summary>Mean cosine of the <see cref="Neighbours"/> nearest clips: about .6 for known prompts and below .15 for nonsense with the compact model.</summary>
    public double Confidence(ReadOnlySpan<float> embedding) => Similarities(embedding).OrderDescending().Take(Neighbours).Average();

    /// <summary>The behaviours most like an embedding, each by the mean of its <see cref="Neighbours"/> nearest clips, best first.</summary>
    public IReadOnlyList<(string Behaviour, double Similarity)> Nearest(ReadOnlySpan<float> embedding, int count)
    {
        double[] similarities = Similarities(embedding);
        return [.. Enumerable.Range(0, Count)
            .GroupBy(clip => _behaviours[clip], clip => similarities[clip])
            .Select(group => (Names[group.Key], group.OrderDescending().Take(Neighbours).Average()))
            .OrderByDescending(pair => pair.Item2)
            .Take(count)];
    }

    /// <summary>Saves the bank as an npz file.</summary>
    public void Save(string path)
    {
        byte[] names = Encoding.UTF8.GetBytes(string.Join('\n', Names));
        NpzFile.Write(path,
        [
            new("embeddings", NpyArray.From<float>(_embeddings, Count, Dimension)),
            new("behaviours", NpyArray.From<int>(_behaviours, Count)),
            new("names", NpyArray.From<byte>(names, names.Length)),
        ]);
    }

    /// <summary>Loads a bank.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or is no bank.</exception>
    public static ClipBank Load(string path)
    {
        Dictionary<string, NpyArray> arrays = NpzFile.Read(path);
        if (!arrays.TryGetValue("embeddings", out NpyArray? embeddings) || embeddings.Type != NpyType.Float32 || embeddings.Shape.Count != 2
            || !arrays.TryGetValue("behaviours", out NpyArray? behaviours) || behaviours.Type != NpyType.Int32 || behaviours.Count != embeddings.Shape[0]
            || !arrays.TryGetValue("names", out NpyArray? names) || names.Type != NpyType.UInt8)
        {
            throw new InvalidDataException($"{path}: is no clip bank (embeddings <f4 [N, D], behaviours <i4 [N] and names |u1 expected).");
        }
        string[] list = Encoding.UTF8.GetString(names.Bytes).Split('\n');
        float[] values = embeddings.ToFloats();
        if (list.Length > MaximumNames || !Array.TrueForAll(values, float.IsFinite))
        {
            throw new InvalidDataException($"{path}: has more than {MaximumNames} names or a value that is not finite.");
        }
        try
        {
            return new ClipBank(values, behaviours.Values<int>().ToArray(), list);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private double[] Similarities(ReadOnlySpan<float> embedding)
    {
        double[] similarities = new double[Count];
        for (int clip = 0; clip < Count; clip++)
        {
            similarities[clip] = EmbeddingStatistics.Similarity(embedding, _embeddings.AsSpan(clip * Dimension, Dimension));
        }
        return similarities;
    }
}
