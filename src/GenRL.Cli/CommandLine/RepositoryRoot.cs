namespace GenRL.Cli.CommandLine;

/// <summary>Where the clone lies whose models, presets and runs the verbs use by default.</summary>
internal static class RepositoryRoot
{
    private const string Marker = "GenRL.Robotics.sln";

    /// <summary>The folder named by GENRL_ROOT (set by the entry script), or the nearest folder above the program with the solution.</summary>
    /// <exception cref="DirectoryNotFoundException">The program runs outside a clone and GENRL_ROOT is not set.</exception>
    public static string Find()
    {
        string? named = Environment.GetEnvironmentVariable("GENRL_ROOT");
        if (!string.IsNullOrEmpty(named) && Directory.Exists(named))
        {
            return Path.GetFullPath(named);
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            $"No folder with {Marker} above {AppContext.BaseDirectory}. Start the program with ./genrl, or set GENRL_ROOT to the clone.");
    }
}
