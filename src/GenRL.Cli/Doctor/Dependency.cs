namespace GenRL.Cli.Doctor;

/// <summary>One line of the doctor's report.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Version">Its version, or for a model what it holds; empty when it was not found or has none.</param>
/// <param name="Status">Found or missing.</param>
/// <param name="Fix">The command that repairs it, for a model with what is wrong; empty when found.</param>
internal sealed record Dependency(string Name, string Version, DependencyStatus Status, string Fix)
{
    public static Dependency Found(string name, string version) => new(name, version, DependencyStatus.Found, "");

    public static Dependency Missing(string name, string fix, string version = "") => new(name, version, DependencyStatus.Missing, fix);
}
