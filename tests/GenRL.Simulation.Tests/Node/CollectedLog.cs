using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace GenRL.Simulation.Tests.Node;

/// <summary>Remembers what was logged.</summary>
internal sealed class CollectedLog : ILogEventSink
{
    private readonly List<string> _lines = [];

    public CollectedLog() => Logger = new LoggerConfiguration().WriteTo.Sink(this).CreateLogger();

    public Serilog.Core.Logger Logger { get; }

    public int Count(string part) => _lines.Count(line => line.Contains(part, StringComparison.Ordinal));

    public void Emit(LogEvent logEvent) => _lines.Add($"{logEvent.Level}: {logEvent.RenderMessage(null)}");
}
