using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GenRL.Prompting;

/// <summary>Names for behaviours that are learned from a sentence.</summary>
public static class BehaviourName
{
    private const int MaximumWords = 40;

    /// <summary>Lower-case letters, digits and dashes from the sentence, and a few digits of its hash so that no two sentences share a name.</summary>
    public static string For(string prompt)
    {
        StringBuilder words = new();
        foreach (char letter in prompt.ToLower(CultureInfo.InvariantCulture))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                words.Append(letter);
            }
            else if (words.Length > 0 && words[^1] != '-')
            {
                words.Append('-');
            }
        }

        string text = words.ToString().Trim('-');
        text = text[..Math.Min(text.Length, MaximumWords)].Trim('-');
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)))[..6];
        return text.Length == 0 ? $"prompt-{hash}" : $"{text}-{hash}";
    }
}
