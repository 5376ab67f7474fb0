namespace GenRL.VideoLanguage;

/// <summary>Turns a normalised sentence into the fixed-size input of a text network. Thread-safe.</summary>
public interface ITextTokenizer
{
    /// <summary>Shape of one sentence's ids and mask, without the batch.</summary>
    IReadOnlyList<int> Shape { get; }

    /// <summary>Number of distinct ids; ids lie in [0, Vocabulary).</summary>
    int Vocabulary { get; }

    /// <summary>Tokenizes a sentence.</summary>
    TextTokens Encode(PromptText text);
}
