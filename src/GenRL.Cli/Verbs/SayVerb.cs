using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Prompts;
using GenRL.Prompting;
using GenRL.Prompting.Serving;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl say "..."</c>: makes a sentence the task of the running robot, goes back to the task before, or tells the task.</summary>
internal static class SayVerb
{
    private static readonly TimeSpan StatusPeriod = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        Argument<string?> sentence = new("sentence") { Description = "What the robot is to do", Arity = ArgumentArity.ZeroOrOne };
        Option<int> domain = DomainOption.Create();
        Option<bool> dryRun = new("--dry-run") { Description = "Only say what the sentence is taken to mean and how sure that is" };
        Option<bool> revert = new("--revert") { Description = "Instead of a sentence: go back to the task before the present one" };
        Option<bool> status = new("--status") { Description = "Instead of a sentence: tell the robot's task" };
        Option<bool> wait = new("--wait") { Description = "Where the sentence must be learned first: wait until it is, and show how far it is" };
        Option<bool> ros = new("--ros") { Description = "Ask over ROS 2 instead of ZeroMQ" };
        Option<TimeSpan?> timeout = Durations.Option("--timeout", "Longest wait for the answer; 30s if not given");
        Verb command = new(
            "say",
            "Make a sentence the task of the running robot",
            "./genrl say \"walk fast clean\"",
            "./genrl say \"standing up straight\" --domain 7 --json",
            "./genrl say --dry-run \"stand up and kick\"",
            "./genrl say --wait \"stand up and kick\"",
            "./genrl say --revert",
            "./genrl say --status")
        {
            sentence, domain, dryRun, revert, status, wait, ros, timeout,
        };
        command.Validators.Add(result =>
        {
            bool[] wishes = [result.GetResult(sentence)?.Tokens.Count > 0, result.GetValue(revert), result.GetValue(status)];
            if (wishes.Count(wish => wish) != 1)
            {
                result.AddError("Give one sentence, or --revert, or --status.");
            }
            else if (result.GetValue(ros) && (result.GetValue(status) || result.GetValue(wait)))
            {
                result.AddError("--status and --wait ask over ZeroMQ; over ROS 2 the robot's task is on the topic /prompt/task.");
            }
        });
        command.SetVerb((parsed, context) => Run(
            new PromptRequest
            {
                Op = parsed.GetValue(revert) ? "revert" : parsed.GetValue(status) ? "status" : "say",
                Prompt = parsed.GetValue(sentence),
                Commit = !parsed.GetValue(dryRun),
            },
            parsed.GetValue(wait),
            PromptConnection.Choose(parsed.GetValue(ros), parsed.GetValue(domain), parsed.GetValue(timeout)),
            context));
        return command;
    }

    private static async Task<int> Run(PromptRequest request, bool wait, IPromptConnection connection, VerbContext context)
    {
        PromptReply reply = connection.Ask(request);
        if (wait && reply is { Ok: true, Task.Phase: TaskPhase.Learning })
        {
            reply = await WaitAsync(reply, connection, context).ConfigureAwait(false);
        }

        if (context.Json)
        {
            Output.WriteJson(reply);
        }

        if (!reply.Ok)
        {
            context.Log.Error("{Message:l}", reply.Message ?? reply.Error ?? "refused");
            return ExitCode.Failed;
        }

        if (!context.Json)
        {
            Write(reply, request.Commit);
        }

        if (reply.Message is not null)
        {
            context.Log.Warning("{Message:l}", reply.Message);
        }

        return ExitCode.Success;
    }

    private static async Task<PromptReply> WaitAsync(PromptReply reply, IPromptConnection connection, VerbContext context)
    {
        string behaviour = reply.Task!.Behaviour;
        RobotTask task = reply.Task;
        while (task.Phase == TaskPhase.Learning && task.Behaviour == behaviour)
        {
            context.Log.Information("{Task:l}", ReplyText.Task(task));
            await Task.Delay(StatusPeriod, context.Cancellation).ConfigureAwait(false);
            task = connection.Ask(new PromptRequest { Op = "status" }).Task ?? task;
        }

        bool learned = task.Phase == TaskPhase.Active && task.Behaviour == behaviour;
        string? problem = learned ? null : task.Phase == TaskPhase.Failed ? task.Message : "Something else was asked for before it was learned.";
        return reply with { Ok = learned, Error = learned ? null : "not_learned", Message = problem, Task = task };
    }

    private static void Write(PromptReply reply, bool committed)
    {
        if (reply.Confidence is not null)
        {
            Console.Out.WriteLine(ReplyText.Understood(reply));
        }

        if (committed && reply.Task is not null)
        {
            Console.Out.WriteLine(ReplyText.Task(reply.Task));
        }
    }
}
