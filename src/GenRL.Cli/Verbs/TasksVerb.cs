using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Robots;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl tasks</c>: the benchmark tasks with their prompts and reference scores.</summary>
internal static class TasksVerb
{
    public static Command Create()
    {
        Option<string?> domain = new("--domain") { Description = "Only the tasks of one robot, such as walker" };
        Verb command = new(
            "tasks",
            "List the benchmark tasks: prompt, reference scores, and whether the paper trained on them",
            "./genrl tasks",
            "./genrl tasks --domain walker --json")
        {
            domain,
        };
        command.SetVerb((parsed, context) => Run(parsed.GetValue(domain), context));
        return command;
    }

    private static int Run(string? domain, VerbContext context)
    {
        IReadOnlyList<TaskDescription> tasks = domain is null ? TaskCatalogue.All : TaskCatalogue.OfDomain(domain);
        if (tasks.Count == 0)
        {
            throw new WrongUseException($"There is no robot '{domain}'. Known: {string.Join(", ", TaskCatalogue.All.Select(task => task.Domain).Distinct())}.");
        }

        if (context.Json)
        {
            Output.WriteJson(tasks);
        }
        else
        {
            Output.WriteTable(
                ["domain", "task", "prompt", "random", "random here", "expert", "in distribution"],
                [.. tasks.Select(task => new[]
                {
                    task.Domain, task.Task, task.Prompt, Number(task.RandomScore), task.RandomMeasured is { } measured ? Number(measured) : "-", Number(task.ExpertScore), task.InDistribution ? "yes" : "no",
                })]);
        }

        return ExitCode.Success;
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
