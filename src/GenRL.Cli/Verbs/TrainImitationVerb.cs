using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Learning.Experts;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train imitation</c>: experts that learn from demonstrations.</summary>
internal static class TrainImitationVerb
{
    public static Command Create()
    {
        Argument<string> folder = new("folder") { Description = "Folder that receives an expert per task, TASK.safetensors" };
        Option<string> domain = new("--domain") { Description = "Robot that somebody demonstrates tasks for", DefaultValueFactory = _ => DemonstrationSetups.Domain };
        Option<string[]> tasks = new("--tasks") { Description = "Tasks, separated by commas (default: all that are demonstrated)", AllowMultipleArgumentsPerToken = true };
        ConfigurationOptions configuration = new();
        Verb command = new(
            "imitation", "Learn experts on states from scripts that show how",
            "./genrl train imitation data/kitchen/experts --tasks slide,light")
        {
            folder, domain, tasks,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            string[] wanted = [.. (parsed.GetValue(tasks) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            wanted = wanted.Length > 0 ? wanted : [.. DemonstrationSetups.Tasks];
            Array.ForEach(wanted, task => DemonstrationSetups.RequireTask(parsed.GetValue(domain)!, task));
            var options = configuration.Read(parsed).Bind<ImitationOptions>("imitation");
            Directory.CreateDirectory(parsed.GetValue(folder)!);
            var learned = wanted.Select(task => Learn(parsed.GetValue(folder)!, task, options, context)).ToList();
            context.Report(learned, () => string.Join(Environment.NewLine, learned.Select(one => $"{one.Task}: {one.Path}")));
            return ExitCode.Success;
        });
        return command;
    }

    private static ImitationResult Learn(string folder, string task, ImitationOptions options, VerbContext context)
    {
        var path = Path.Combine(folder, $"{task}.safetensors");
        ImitationProgress? last = null;
        DemonstrationSetups.Learn(path, task, options, new LineProgress<ImitationProgress>(progress => Report(task, last = progress, options, context)), context.Cancellation);
        return new ImitationResult(task, path, last!.Episodes, last.Returns[task], last.Loss);
    }

    private static void Report(string task, ImitationProgress progress, ImitationOptions options, VerbContext context)
    {
        var done = progress.Returns[task].ToString("p0", CultureInfo.InvariantCulture);
        if (progress.Loss is { } loss)
        {
            context.Log.Information("{Task:l}: {Updates}/{Total} updates, loss {Loss:f4}", task, progress.Updates, options.Updates, loss);
        }
        else if (progress.Episodes % 20 == 0 || progress.Episodes == options.Episodes)
        {
            context.Log.Information("{Task:l}: {Episodes}/{Total} demonstrations, {Done:l} of them did it", task, progress.Episodes, options.Episodes, done);
        }
    }
}
