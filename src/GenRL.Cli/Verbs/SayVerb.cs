using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Prompts;
using GenRL.Prompting.Serving;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl say "..."</c>: makes a sentence the task of the running robot.</summary>
internal static class SayVerb
{
    public static Command Create()
    {
        Argument<string> sentence = new("sentence") { Description = "What the robot is to do" };
        Option<int> domain = DomainOption.Create();
        Option<bool> ros = new("--ros") { Description = "Ask over ROS 2 instead of ZeroMQ" };
        Option<bool> dryRun = new("--dry-run") { Description = "Only say what the sentence is taken to mean and how sure that is" };
        Option<TimeSpan?> timeout = Durations.Option("--timeout", "Longest wait for the answer; 30s if not given");
        Verb command = new(
            "say",
            "Make a sentence the task of the running robot",
            "./genrl say \"walk fast clean\"",
            "./genrl say \"standing up straight\" --domain 7 --json",
            "./genrl say --dry-run \"stand up and kick\"")
        {
            sentence, domain, ros, dryRun, timeout,
        };
        command.SetVerb((parsed, context) => Run(
            new PromptRequest { Op = "say", Prompt = parsed.GetValue(sentence), Commit = !parsed.GetValue(dryRun) },
            PromptConnection.Choose(parsed.GetValue(ros), parsed.GetValue(domain), parsed.GetValue(timeout)),
            context));
        return command;
    }

    private static int Run(PromptRequest request, IPromptConnection connection, VerbContext context)
    {
        PromptReply reply = connection.Ask(request);
        if (context.Json)
        {
            Output.WriteJson(reply);
        }
        else if (reply.Ok)
        {
            Console.Out.WriteLine(Sentence(reply));
        }

        if (!reply.Ok)
        {
            context.Log.Error("{Message:l}", reply.Message ?? reply.Error ?? "refused");
        }
        else if (reply.Message is not null)
        {
            context.Log.Warning("{Message:l}", reply.Message);
        }

        return reply.Ok ? ExitCode.Success : ExitCode.Failed;
    }

    private static string Sentence(PromptReply reply)
    {
        string nearest = reply.Nearest is [var first, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"; nearest: {first.Behaviour} ({first.Similarity:0.00})")
            : "";
        string task = reply.Task is null ? "" : $" — {reply.Task.Phase.ToString().ToLowerInvariant()}: {reply.Task.Behaviour} ({reply.Task.Message})";
        return string.Create(CultureInfo.InvariantCulture, $"confidence {reply.Confidence:0.00}{nearest}{task}");
    }
}
