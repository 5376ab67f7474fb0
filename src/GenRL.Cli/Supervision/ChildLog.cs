using Serilog;
using Serilog.Events;

namespace GenRL.Cli.Supervision;

/// <summary>Passes a child's log lines on under its name, at the level they were written with.</summary>
internal sealed class ChildLog(ILogger log, string name)
{
    private static readonly Dictionary<string, LogEventLevel> Levels = new(StringComparer.Ordinal)
    {
        ["VRB"] = LogEventLevel.Verbose,
        ["DBG"] = LogEventLevel.Debug,
        ["INF"] = LogEventLevel.Information,
        ["WRN"] = LogEventLevel.Warning,
        ["ERR"] = LogEventLevel.Error,
        ["FTL"] = LogEventLevel.Fatal,
    };

    private LogEventLevel _level = LogEventLevel.Information;

    /// <summary>The last line logged as an error, or null.</summary>
    public string? LastError { get; private set; }

    /// <summary>Logs one line; lines without a level of their own (stack traces) continue the previous one.</summary>
    public void Write(string line)
    {
        string text = line;
        if (line.Length > 4 && line[3] == ' ' && Levels.TryGetValue(line[..3], out LogEventLevel level))
        {
            _level = level;
            text = line[4..];
            if (level >= LogEventLevel.Error)
            {
                LastError = text;
            }
        }

        log.Write(_level, "[{Process:l}] {Line:l}", name, text);
    }
}
