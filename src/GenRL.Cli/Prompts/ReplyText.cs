using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Prompting;
using GenRL.Prompting.Serving;

namespace GenRL.Cli.Prompts;

/// <summary>Replies of a prompt service, for people.</summary>
internal static class ReplyText
{
    /// <summary>How a sentence was understood, in one line.</summary>
    public static string Understood(PromptReply reply)
    {
        string verdict = reply.Verdict is null ? "" : $" ({reply.Verdict})";
        string nearest = reply.Nearest is [var first, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"; nearest behaviour: {first.Behaviour} (similarity {first.Similarity:0.00})")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"confidence {reply.Confidence:0.00}{verdict}{nearest}");
    }

    /// <summary>Where the robot's task stands, in one line.</summary>
    public static string Task(RobotTask task)
    {
        string phase = task.Phase.ToString().ToLowerInvariant();
        string left = task.RemainingS is double seconds ? $", about {Durations.Text(TimeSpan.FromSeconds(seconds))} left" : "";
        bool acts = task is { Phase: TaskPhase.Active, Kind: TaskKind.Conditioned };
        string progress = task.Phase == TaskPhase.Learning || (acts && task.Progress < 1)
            ? string.Create(CultureInfo.InvariantCulture, $" ({(acts ? "a behaviour of its own: " : "")}{100 * task.Progress:0} %{left})")
            : "";
        string behaviour = task.Behaviour.Length == 0 ? "" : $"{task.Behaviour}: ";
        return $"{phase}{(acts ? " by the conditioned policy" : "")}{progress}: {behaviour}{task.Message}";
    }
}
