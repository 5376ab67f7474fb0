namespace GenRL.Data;

/// <summary>Draws charts with gnuplot, which needs neither a display nor native parts of ours.</summary>
internal static class Gnuplot
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a script that writes a PNG picture to standard output, and saves that picture.</summary>
    /// <exception cref="InvalidOperationException">gnuplot is missing or refused the script.</exception>
    public static void Save(string path, string script) => AtomicFile.Write(path, stream =>
    {
        (int code, string error) = ExternalProgram.Run("gnuplot", "gnuplot-nox", [], script, output => output.CopyTo(stream), TimeLimit);
        if (code != 0 || stream.Length == 0)
        {
            throw new InvalidOperationException($"gnuplot could not draw {Path.GetFileName(path)}: {error}");
        }
    });

    /// <summary>Text as a gnuplot string that it cannot leave.</summary>
    public static string Quote(string text) =>
        // Single quotes: gnuplot runs what stands between backquotes, though not within these; control characters would end the line.
        "'" + string.Concat(text.Select(character => char.IsControl(character) || character == '`' ? ' ' : character)).Replace("'", "''", StringComparison.Ordinal) + "'";
}
