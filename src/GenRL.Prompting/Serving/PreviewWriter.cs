using GenRL.Data;

namespace GenRL.Prompting.Serving;

/// <summary>Writes decoded targets as pictures: a strip (.png) or a loop (.gif).</summary>
/// <param name="folder">Where pictures go that have no path of their own.</param>
/// <param name="frameS">Seconds per frame of a loop.</param>
public sealed class PreviewWriter(string folder, double frameS)
{
    private const int Enlargement = 2;

    /// <summary>Writes the picture and returns its full path.</summary>
    /// <param name="judgement">The prompt's meaning.</param>
    /// <param name="path">Path ending in .png or .gif; null or empty writes both beside each other and returns the loop.</param>
    /// <exception cref="PromptException">The path has another ending, or cannot be written to.</exception>
    public string Write(PromptJudgement judgement, string? path)
    {
        try
        {
            if (!string.IsNullOrWhiteSpace(path))
            {
                return WriteOne(judgement, Path.GetFullPath(path));
            }

            string stem = Path.Combine(Path.GetFullPath(folder), BehaviourName.For(judgement.Prompt));
            WriteOne(judgement, stem + ".png");
            return WriteOne(judgement, stem + ".gif");
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new PromptException("preview_not_written", $"The preview cannot be written: {unwritable.Message}");
        }
    }

    private string WriteOne(PromptJudgement judgement, string path)
    {
        string ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending is not (".png" or ".gif"))
        {
            throw new PromptException("preview_format", $"A preview is a .png (strip) or a .gif (loop), not '{Path.GetFileName(path)}'.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (ending == ".png")
        {
            PngFile.Save(path, ImageStrip.Row(judgement.Target, Enlargement));
        }
        else
        {
            GifFile.Save(path, [.. judgement.Target.Select(frame => frame.Enlarge(2 * Enlargement))], frameS);
        }

        return path;
    }
}
