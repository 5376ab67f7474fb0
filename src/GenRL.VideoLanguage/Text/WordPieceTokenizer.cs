namespace GenRL.VideoLanguage;

/// <summary>
/// BERT's tokenizer (uncased): words are cut into the longest known pieces, framed by [CLS] and [SEP] and padded. For text towers with a
/// published vocabulary, such as InternVideo2's. Shape [tokens].
/// </summary>
public sealed class WordPieceTokenizer : ITextTokenizer
{
    private const int MaximumVocabularyBytes = 16 << 20;
    private const int MaximumWordCharacters = 100;
    private readonly Dictionary<string, int> _ids;
    private readonly int _unknown;
    private readonly int _start;
    private readonly int _end;

    /// <summary>Reads a vocabulary: one piece per line, its id the line's number from 0.</summary>
    /// <param name="vocabularyPath">BERT's <c>vocab.txt</c>.</param>
    /// <param name="maximumTokens">Tokens of a sentence, [CLS] and [SEP] included.</param>
    /// <exception cref="InvalidDataException">The file is too large, lacks a special token or repeats a piece.</exception>
    public WordPieceTokenizer(string vocabularyPath, int maximumTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumTokens, 3);
        if (new FileInfo(vocabularyPath).Length > MaximumVocabularyBytes)
        {
            throw new InvalidDataException($"{vocabularyPath}: is larger than {MaximumVocabularyBytes >> 20} MiB.");
        }
        string[] pieces = File.ReadAllLines(vocabularyPath);
        _ids = new Dictionary<string, int>(pieces.Length, StringComparer.Ordinal);
        for (int i = 0; i < pieces.Length; i++)
        {
            if (!_ids.TryAdd(pieces[i], i))
            {
                throw new InvalidDataException($"{vocabularyPath}: line {i + 1} repeats '{pieces[i]}'.");
            }
        }
        _unknown = Special("[UNK]", vocabularyPath);
        _start = Special("[CLS]", vocabularyPath);
        _end = Special("[SEP]", vocabularyPath);
        if (Special("[PAD]", vocabularyPath) != 0)
        {
            throw new InvalidDataException($"{vocabularyPath}: [PAD] must be the first line.");
        }
        Shape = [maximumTokens];
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape { get; }

    /// <inheritdoc/>
    public int Vocabulary => _ids.Count;

    /// <inheritdoc/>
    public TextTokens Encode(PromptText text)
    {
        int capacity = Shape[0];
        List<long> tokens = [_start];
        int leftOut = 0;
        foreach (string word in text.Words)
        {
            List<long> pieces = Pieces(word);
            if (leftOut > 0 || tokens.Count + pieces.Count + 1 > capacity)
            {
                leftOut++;
                continue;
            }
            tokens.AddRange(pieces);
        }
        tokens.Add(_end);
        long[] ids = new long[capacity];
        float[] mask = new float[capacity];
        tokens.CopyTo(ids);
        mask.AsSpan(0, tokens.Count).Fill(1);
        return new TextTokens(ids, mask, leftOut);
    }

    private List<long> Pieces(string word)
    {
        List<long> pieces = [];
        int start = 0;
        while (start < word.Length)
        {
            int end = word.Length;
            int id = -1;
            for (; end > start && id < 0; end--)
            {
                string piece = start == 0 ? word[..end] : "##" + word[start..end];
                id = _ids.GetValueOrDefault(piece, -1);
            }
            if (id < 0 || word.Length > MaximumWordCharacters)
            {
                return [_unknown];
            }
            pieces.Add(id);
            start = end + 1;
        }
        return pieces;
    }

    private int Special(string token, string path) =>
        _ids.TryGetValue(token, out int id) ? id : throw new InvalidDataException($"{path}: has no {token}.");
}
