using System.Text;

namespace GenRL.VideoLanguage;

/// <summary>A sentence made comparable: lower case, words separated by single spaces, punctuation dropped.</summary>
/// <remarks>"Walk, FAST!" and "walk fast" are the same prompt; apostrophes vanish ("don't" is <c>dont</c>), other punctuation separates words.</remarks>
public sealed class PromptText
{
    /// <summary>Longest prompt accepted, in UTF-16 characters as typed.</summary>
    public const int MaximumCharacters = 512;

    private PromptText(string[] words) => Words = words;

    /// <summary>The words in order; at least one.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The words joined by spaces.</summary>
    public override string ToString() => string.Join(' ', Words);

    /// <summary>Checks and normalises a prompt.</summary>
    /// <exception cref="ArgumentException">
    /// It is empty, holds no letter or digit, is longer than <see cref="MaximumCharacters"/>, or holds control characters or half of a surrogate pair.
    /// </exception>
    public static PromptText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumCharacters)
        {
            throw new ArgumentException($"The prompt has {text.Length} characters; at most {MaximumCharacters} are accepted.");
        }
        StringBuilder normalized = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                throw new ArgumentException($"The prompt is not valid text: character {i + 1} is half of a surrogate pair.");
            }
            i += rune.Utf16SequenceLength - 1;
            Append(normalized, rune, i);
        }
        string[] words = normalized.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0
            ? new PromptText(words)
            : throw new ArgumentException("The prompt holds no words; say what the robot should do, such as \"walk forward\".");
    }

    private static void Append(StringBuilder normalized, Rune rune, int position)
    {
        if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark)
        {
            normalized.Append(Rune.ToLowerInvariant(rune).ToString());
        }
        else if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r'))
        {
            throw new ArgumentException($"The prompt holds the control character U+{rune.Value:X4} at position {position + 1}; remove it.");
        }
        else if (rune.Value is not ('\'' or 0x2019))
        {
            normalized.Append(' ');
        }
    }
}
