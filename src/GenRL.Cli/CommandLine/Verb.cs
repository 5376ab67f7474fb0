using System.CommandLine;

namespace GenRL.Cli.CommandLine;

/// <summary>A command that explains itself with examples.</summary>
/// <param name="name">The word typed after <c>./genrl</c>.</param>
/// <param name="description">What it does, in one line for the list of verbs.</param>
/// <param name="examples">Complete command lines that work, shown by its help.</param>
internal sealed class Verb(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    /// <summary>Complete command lines that work.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
