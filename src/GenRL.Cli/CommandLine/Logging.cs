using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace GenRL.Cli.CommandLine;

/// <summary>Serilog on standard error, so that standard output stays the verb's document.</summary>
internal static class Logging
{
    /// <summary>Environment variable by which a supervisor asks for lines it can prefix itself.</summary>
    public const string PlainLinesVariable = "GENRL_PLAIN_LOG";

    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const string PlainTemplate = "{Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>Creates the process-wide logger.</summary>
    public static Logger Create(LogEventLevel level)
    {
        bool plain = Environment.GetEnvironmentVariable(PlainLinesVariable) == "1";
        return new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .WriteTo.Console(
                outputTemplate: plain ? PlainTemplate : Template,
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: LogEventLevel.Verbose)
            .CreateLogger();
    }
}
