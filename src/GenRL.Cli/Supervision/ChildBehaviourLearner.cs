using System.Text.Json.Nodes;
using GenRL.Prompting;
using Serilog;

namespace GenRL.Cli.Supervision;

/// <summary>Learns behaviours in a process of their own at low priority: learning never shares a process with the robot's services.</summary>
internal sealed class ChildBehaviourLearner(int domain, string videoLanguageModel, IReadOnlyList<string> configuration, ILogger log, TimeProvider time)
    : IBehaviourLearner
{
    private const string ProcessName = "train behaviour";

    // Shorter than the grace that the prompt service itself is given, so that no learner outlives it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan ProgressPoll = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public async Task LearnAsync(string packageFolder, string prompt, string name, IProgress<LearningProgress> progress, CancellationToken cancellation)
    {
        using ChildProcess child = ChildProcess.Start(
            VerbProcess.SpecifyBackground(
                ProcessName, domain,
                ["train", "behaviour", "--data-free", "--no-diagnosis", "--package", packageFolder, "--vlm", videoLanguageModel, .. configuration, "--name", name, $"--prompt={prompt}"]),
            log);
        ChildEnd? end = null;
        try
        {
            while (!child.Ended.IsCompleted)
            {
                await Task.WhenAny(child.Ended, Task.Delay(ProgressPoll, time, cancellation)).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                if (child.LastEvent(SupervisorLink.ProgressEvent) is JsonObject told && Number(told, "progress") is double fraction)
                {
                    progress.Report(new LearningProgress(fraction, Number(told, "remaining_s") is double seconds ? TimeSpan.FromSeconds(seconds) : null));
                }
            }
        }
        finally
        {
            // Also when cancelled: SIGTERM makes it write its checkpoint.
            end = await child.StopAsync(Grace, time).ConfigureAwait(false);
        }

        if (end.ExitCode != 0)
        {
            throw new InvalidOperationException($"{end.Describe()}. Asking for it again goes on from its last checkpoint.");
        }
    }

    private static double? Number(JsonObject told, string key) => told[key] is JsonValue value && value.TryGetValue(out double number) ? number : null;
}
