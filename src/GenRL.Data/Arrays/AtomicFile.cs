namespace GenRL.Data;

/// <summary>Writes files so that a reader, or a later run after a crash, sees the old content or the new one, never half of it.</summary>
public static class AtomicFile
{
    /// <summary>Ending of the temporary files; one that was left behind by a killed process can be deleted.</summary>
    public const string TemporaryEnding = ".partial";

    /// <summary>Writes <paramref name="path"/> through a temporary file in the same folder, flushed to disk and renamed.</summary>
    /// <param name="path">Final path; its folder is created when missing.</param>
    /// <param name="write">Writes the content. When it throws, the temporary file is removed and nothing else changes.</param>
    /// <exception cref="IOException">The disk is full or fails; what was there before is unchanged.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string temporary = $"{full}.{Guid.NewGuid():N}{TemporaryEnding}";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception error)
        {
            File.Delete(temporary);
            if (IsOfTheDisk(error))
            {
                throw new IOException($"{full} could not be written, and what was there before is unchanged: {error.Message}", error);
            }
            throw;
        }
    }

    /// <summary>
    /// Deletes temporary files that killed processes left in a folder. Only for folders that a single process writes to: another one's
    /// file would be deleted under its hands.
    /// </summary>
    public static void RemoveLeftovers(string folder)
    {
        foreach (string leftover in Directory.EnumerateFiles(folder, "*" + TemporaryEnding))
        {
            File.Delete(leftover);
        }
    }

    // .NET reports a file beyond the system's limit as an argument out of range, not as a failed write
    private static bool IsOfTheDisk(Exception error) =>
        error is IOException || (error is ArgumentOutOfRangeException { ParamName: "value" } && error.TargetSite?.DeclaringType == typeof(RandomAccess));

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
