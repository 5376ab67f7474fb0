namespace GenRL.Data;

/// <summary>A lock file beside a file, so that processes sharing a folder do not work on the same one. It vanishes with its holder.</summary>
internal static class FileClaim
{
    /// <summary>Takes the claim until it is disposed, or returns null when another process has it.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(path + ".lock"))
        {
            return null;
        }
    }
}
