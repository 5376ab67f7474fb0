using GenRL.Cli.Supervision;
using Serilog;

namespace GenRL.Cli.CommandLine;

/// <summary>What a running verb gets besides its own options.</summary>
/// <param name="Json">Whether the result is to be one JSON document.</param>
/// <param name="Log">The process-wide log, on standard error.</param>
/// <param name="Cancellation">Cancelled by Ctrl-C or SIGTERM.</param>
internal sealed record VerbContext(bool Json, ILogger Log, CancellationToken Cancellation)
{
    /// <summary>Gives the verb's result to whoever is there: the supervisor, a script (JSON) or a person.</summary>
    /// <param name="result">The document.</param>
    /// <param name="sentence">The same for people.</param>
    public void Report<T>(T result, Func<string> sentence)
    {
        if (SupervisorLink.IsSupervised)
        {
            SupervisorLink.Write(SupervisorLink.ResultEvent, result);
        }
        else if (Json)
        {
            Output.WriteJson(result);
        }
        else
        {
            Console.Out.WriteLine(sentence());
        }
    }
}
