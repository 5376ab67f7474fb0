namespace GenRL.Cli.Doctor;

/// <summary>One line of <c>tools/debian-packages.txt</c>.</summary>
/// <param name="Name">The package.</param>
/// <param name="Command">A command whose presence makes the package unnecessary, or null.</param>
internal sealed record DebianPackage(string Name, string? Command)
{
    /// <summary>Reads the list that the entry script installs from; empty when the file is absent.</summary>
    public static IReadOnlyList<DebianPackage> ReadList(string path) =>
        !File.Exists(path)
            ? []
            : [.. File.ReadLines(path)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(words => words.Length > 0 && !words[0].StartsWith('#'))
                .Select(words => new DebianPackage(words[0], words.Length > 1 ? words[1] : null))];

    /// <summary>Versions of those packages that dpkg says are installed.</summary>
    public static IReadOnlyDictionary<string, string> InstalledVersions(IReadOnlyList<DebianPackage> packages)
    {
        // dpkg-query fails when one name is unknown, but still answers for the others.
        CommandResult result = CommandProbe.Run(
            "dpkg-query", ["-W", "-f=${binary:Package} ${db:Status-Abbrev} ${Version}\n", .. packages.Select(package => package.Name)]);
        return result.Output.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length == 3 && words[1] == "ii")
            .GroupBy(words => words[0].Split(':')[0])
            .ToDictionary(group => group.Key, group => group.First()[2]);
    }
}
