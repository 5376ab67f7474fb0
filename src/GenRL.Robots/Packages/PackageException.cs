namespace GenRL.Robots.Packages;

/// <summary>A model package cannot be used. The message says what is wrong, in which file, and what to do.</summary>
public sealed class PackageException : Exception
{
    /// <param name="path">File or folder at fault.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="remedy">What the user can do, as a sentence.</param>
    /// <param name="cause">The error underneath, if there is one.</param>
    public PackageException(string path, string problem, string remedy, Exception? cause = null)
        : base($"Model package: {path}: {problem}. {remedy}", cause)
    {
        Path = path;
    }

    /// <summary>File or folder at fault.</summary>
    public string Path { get; }
}
