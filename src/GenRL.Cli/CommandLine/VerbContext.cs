using Serilog;

namespace GenRL.Cli.CommandLine;

/// <summary>What a running verb gets besides its own options.</summary>
/// <param name="Json">Whether the result is to be one JSON document.</param>
/// <param name="Log">The process-wide log, on standard error.</param>
/// <param name="Cancellation">Cancelled by Ctrl-C or SIGTERM.</param>
internal sealed record VerbContext(bool Json, ILogger Log, CancellationToken Cancellation);
