using System.CommandLine;

namespace GenRL.Cli.Configuration;

/// <summary>The two options by which every configurable verb takes its options tree.</summary>
internal sealed class ConfigurationOptions
{
    /// <summary>Presets to stack, separated by commas.</summary>
    public Option<string> Preset { get; } = new("--preset")
    {
        Description = "Presets to stack, separated by commas: shipped names (such as tiny,walker) or paths of YAML or JSON files",
        DefaultValueFactory = _ => "tiny,walker",
    };

    /// <summary>Single overrides.</summary>
    public Option<string[]> Overrides { get; } = new("--set")
    {
        Description = "Override one option: section.key=value; may be repeated",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Adds both to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Preset);
        command.Add(Overrides);
    }

    /// <summary>The same options again, for a process that is to be configured alike.</summary>
    public IReadOnlyList<string> Arguments(ParseResult parsed) =>
        ["--preset", parsed.GetValue(Preset) ?? "", .. (parsed.GetValue(Overrides) ?? []).SelectMany(one => new[] { "--set", one })];

    /// <summary>The tree that a command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="underneath">Presets that those of the command line are stacked on.</param>
    public OptionsTree Read(ParseResult parsed, params IEnumerable<string> underneath) => OptionsTree.Stack(
        [.. underneath, .. (parsed.GetValue(Preset) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        parsed.GetValue(Overrides) ?? [],
        Path.Combine(AppContext.BaseDirectory, "presets"));
}
