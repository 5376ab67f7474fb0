namespace GenRL.VideoLanguage;

/// <summary>How a model's sentences are tokenized, as <c>vlm.json</c> says it.</summary>
/// <param name="Type"><see cref="HashedNgrams"/> or <see cref="WordPiece"/>.</param>
/// <param name="Vocabulary">Number of ids (hashed n-grams: buckets, the first one for padding; word pieces: lines of the vocabulary).</param>
/// <param name="MaximumWords">Words of a sentence (hashed n-grams), or tokens with [CLS] and [SEP] (word pieces); what is beyond is left out.</param>
/// <param name="GramsPerWord">N-grams of a word; 0 for word pieces.</param>
public sealed record TokenizerDescription(string Type, int Vocabulary, int MaximumWords, int GramsPerWord)
{
    public const string HashedNgrams = "hashed_ngrams";
    public const string WordPiece = "word_piece";

    /// <summary>File of the word pieces within the model's folder.</summary>
    public const string VocabularyFile = "vocab.txt";

    /// <summary>Hashed n-grams: 8192 buckets, 16 words of 20 grams.</summary>
    public static TokenizerDescription Default { get; } = new(HashedNgrams, 8192, 16, 20);

    /// <summary>Makes the tokenizer.</summary>
    /// <param name="folder">Folder of the model.</param>
    /// <exception cref="InvalidDataException">The type is unknown, a size is out of range or the vocabulary file does not fit.</exception>
    public ITextTokenizer Create(string folder)
    {
        bool hashed = Type == HashedNgrams;
        if (Vocabulary is < 2 or > 1 << 20 || MaximumWords is < 1 or > 512 || GramsPerWord < (hashed ? 1 : 0) || GramsPerWord > 256)
        {
            throw new InvalidDataException($"{folder}: sizes of the tokenizer are out of range ({this}).");
        }
        switch (Type)
        {
            case HashedNgrams:
                return new HashedNgramTokenizer(this);
            case WordPiece when MaximumWords >= 3:
                WordPieceTokenizer pieces = new(Path.Combine(folder, VocabularyFile), MaximumWords);
                return pieces.Vocabulary == Vocabulary
                    ? pieces
                    : throw new InvalidDataException($"{folder}: {VocabularyFile} has {pieces.Vocabulary} pieces, the manifest says {Vocabulary}.");
            default:
                throw new InvalidDataException($"{folder}: tokenizer type '{Type}' is unknown or too small; '{HashedNgrams}' and '{WordPiece}' exist.");
        }
    }
}
