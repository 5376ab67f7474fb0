using System.Text;

namespace GenRL.VideoLanguage;

/// <summary>
/// Needs no vocabulary file: each word becomes the hashes of its character 3- to 5-grams (with the word's borders marked) and of the
/// whole word. Words that share letters share ids, so inflections and typing errors stay near. Shape [words, grams].
/// </summary>
public sealed class HashedNgramTokenizer : ITextTokenizer
{
    private const int ShortestGram = 3;
    private const int LongestGram = 5;
    private readonly TokenizerDescription _description;

    /// <param name="description">Sizes; its type is <see cref="TokenizerDescription.HashedNgrams"/>.</param>
    public HashedNgramTokenizer(TokenizerDescription description)
    {
        _description = description;
        Shape = [description.MaximumWords, description.GramsPerWord];
    }

    /// <summary>The default sizes: 8192 ids, 16 words of 20 grams.</summary>
    public static HashedNgramTokenizer Default { get; } = new(TokenizerDescription.Default);

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape { get; }

    /// <inheritdoc/>
    public int Vocabulary => _description.Vocabulary;

    /// <inheritdoc/>
    public TextTokens Encode(PromptText text)
    {
        int words = _description.MaximumWords;
        int grams = _description.GramsPerWord;
        long[] ids = new long[words * grams];
        float[] mask = new float[words * grams];
        for (int word = 0; word < Math.Min(words, text.Words.Count); word++)
        {
            int used = EncodeWord(text.Words[word], ids.AsSpan(word * grams, grams));
            mask.AsSpan(word * grams, used).Fill(1);
        }
        return new TextTokens(ids, mask, Math.Max(0, text.Words.Count - words));
    }

    private int EncodeWord(string word, Span<long> ids)
    {
        int used = 0;
        ids[used++] = Id("=" + word);
        string bordered = $"<{word}>";
        for (int length = ShortestGram; length <= LongestGram; length++)
        {
            for (int start = 0; start + length <= bordered.Length && used < ids.Length; start++)
            {
                ids[used++] = Id(bordered.Substring(start, length));
            }
        }
        return used;
    }

    // 32-bit FNV-1a over UTF-8; id 0 is left to padding.
    private long Id(string gram)
    {
        uint hash = 2166136261;
        foreach (byte value in Encoding.UTF8.GetBytes(gram))
        {
            hash = (hash ^ value) * 16777619;
        }
        return 1 + hash % (uint)(Vocabulary - 1);
    }
}
