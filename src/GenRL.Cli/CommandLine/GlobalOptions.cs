using System.CommandLine;
using Serilog.Events;

namespace GenRL.Cli.CommandLine;

/// <summary>Options that every verb understands.</summary>
internal static class GlobalOptions
{
    /// <summary>One JSON document on standard output.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document on standard output (logs go to standard error)",
        Recursive = true,
    };

    /// <summary>The least severe log level shown.</summary>
    public static Option<LogEventLevel> LogLevel { get; } = new("--log-level")
    {
        Description = "Least severe level that is logged",
        DefaultValueFactory = _ => LogEventLevel.Information,
        Recursive = true,
    };
}
