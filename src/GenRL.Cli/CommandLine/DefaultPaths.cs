namespace GenRL.Cli.CommandLine;

/// <summary>Where things lie when the command line does not say.</summary>
internal static class DefaultPaths
{
    /// <summary>The pretrained walker package.</summary>
    public const string Package = "models/walker";

    /// <summary>The package of a robot: <c>models/walker</c> for the walker.</summary>
    public static string PackageOf(string robot) => $"models/{robot}";

    /// <summary>The video-language model.</summary>
    public const string VideoLanguageModel = "models/vlm-compact";

    /// <summary>A path as typed where it exists relative to the current folder, else relative to the clone.</summary>
    public static string FromRoot(string path)
    {
        string typed = Path.GetFullPath(path);
        return Path.Exists(typed) ? typed : Path.GetFullPath(path, RepositoryRoot.Find());
    }

    /// <summary>A folder for what a run writes: absolute paths as they are, others below <c>runs/</c> of the clone.</summary>
    public static string Run(string name) => Path.GetFullPath(name, Path.Combine(RepositoryRoot.Find(), "runs"));
}
