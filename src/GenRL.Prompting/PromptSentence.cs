using GenRL.VideoLanguage;

namespace GenRL.Prompting;

/// <summary>Checks what somebody typed, with a word for programs beside the sentence for people.</summary>
internal static class PromptSentence
{
    /// <summary>The prompt without surrounding space.</summary>
    /// <exception cref="PromptException">It is empty, too long, or not text.</exception>
    public static string Check(string? prompt)
    {
        string text = prompt?.Trim() ?? "";
        if (text.Length == 0)
        {
            throw new PromptException("empty_prompt", "The prompt is empty. Say what the robot is to do, such as \"walk fast clean\".");
        }

        if (text.Length > PromptText.MaximumCharacters)
        {
            throw new PromptException(
                "prompt_too_long", $"The prompt has {text.Length} characters; at most {PromptText.MaximumCharacters} are read. Say it in one sentence.");
        }

        // A decoder puts U+FFFD where bytes were no UTF-8; taken as a letter it would quietly become another prompt.
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            throw new PromptException("prompt_not_text", "The prompt holds bytes that are not UTF-8 text.");
        }

        try
        {
            _ = PromptText.Parse(text);
            return text;
        }
        catch (ArgumentException unusable)
        {
            throw new PromptException("prompt_not_text", unusable.Message);
        }
    }
}
