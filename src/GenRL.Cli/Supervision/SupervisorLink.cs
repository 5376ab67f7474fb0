using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;

namespace GenRL.Cli.Supervision;

/// <summary>
/// The child's side of supervision: one JSON object per line on standard output, each with its <c>event</c>, and the
/// end of standard input as the sign that the supervisor is gone.
/// </summary>
internal static class SupervisorLink
{
    /// <summary>Set to 1 in the environment of a supervised process.</summary>
    public const string Variable = "GENRL_SUPERVISED";

    /// <summary>The process does its work now.</summary>
    public const string ReadyEvent = "ready";

    /// <summary>How far a long work is: <c>progress</c>, 0 to 1.</summary>
    public const string ProgressEvent = "progress";

    /// <summary>The verb's result, once, before it ends.</summary>
    public const string ResultEvent = "result";

    private static readonly JsonSerializerOptions OneLine = new(Output.JsonOptions) { WriteIndented = false };
    private static readonly Lock Sync = new();

    /// <summary>Whether this process was started by a supervisor.</summary>
    public static bool IsSupervised => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Writes one event; does nothing without a supervisor.</summary>
    public static void Write<T>(string kind, T details)
    {
        if (!IsSupervised)
        {
            return;
        }

        JsonObject body = JsonSerializer.SerializeToNode(details, OneLine) as JsonObject ?? [];
        body["event"] = kind;
        lock (Sync)
        {
            Console.Out.WriteLine(body.ToJsonString(OneLine));
            Console.Out.Flush();
        }
    }

    /// <summary>
    /// Cancels when the supervisor's end of standard input closes, and kills this process when it has not ended after the
    /// grace time: a robot's process must not outlive the one that watches it.
    /// </summary>
    public static void WatchSupervisor(CancellationTokenSource interruption, TimeSpan grace)
    {
        Thread watch = new(() =>
        {
            Stream input = Console.OpenStandardInput();
            Span<byte> ignored = stackalloc byte[256];
            while (input.Read(ignored) > 0)
            {
            }

            interruption.Cancel();
            Thread.Sleep(grace);
            Process.GetCurrentProcess().Kill();
        })
        {
            IsBackground = true,
            Name = "supervisor watch",
        };
        watch.Start();
    }
}
