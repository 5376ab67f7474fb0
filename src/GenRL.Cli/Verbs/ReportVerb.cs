using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Evaluation;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl report</c>: results of any number of evaluations as one table and one chart, and curves of runs.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        Argument<string[]> results = new("results") { Description = "Files that 'evaluate --out' or '--json' wrote, each as PATH or NAME=PATH to name its column", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> curves = new("--curves") { Description = "Folders of behaviour runs whose curves are drawn, each as PATH or NAME=PATH", AllowMultipleArgumentsPerToken = true };
        Option<string> published = new("--published") { Description = "Columns of the paper: all, none, or names separated by commas", DefaultValueFactory = _ => "all" };
        Option<string> output = new("--out") { Description = "Folder that receives report.md, scores.json, scores.png and curves.png", Required = true };
        Verb command = new(
            "report", "Combine results into one table and one chart, beside the paper's",
            "./genrl report runs/evaluation/results.json baselines=runs/baselines/results.json --out runs/report",
            "./genrl report --curves runs/walker --out runs/report --published GenRL,WM-CLIP-V") { results, curves, published, output };
        command.SetVerb((parsed, context) =>
        {
            string[] sources = parsed.GetValue(results) ?? [];
            string[] runs = parsed.GetValue(curves) ?? [];
            var folder = parsed.GetValue(output)!;
            if (sources.Length + runs.Length == 0)
            {
                throw new WrongUseException("Give files of results, or --curves.");
            }

            BehaviourScore[] rows = [.. sources.SelectMany(ScoreFile.Read)];
            var tables = ScoreTable.Of(rows, Published(parsed.GetValue(published)!));
            if (rows.Length > 0)
            {
                WriteScores(folder, tables, context);
            }

            if (runs.Length > 0)
            {
                DrawCurves(Path.Combine(folder, "curves.png"), runs);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteScores(string folder, IReadOnlyList<ScoreTable> tables, VerbContext context)
    {
        if (tables.Count == 0)
        {
            throw new InvalidDataException("No row scores a behaviour in its own task (behaviour and task of the same name, or the task's sentence).");
        }

        var markdown = ScoreMarkdown.Write(tables);
        AtomicFile.WriteText(Path.Combine(folder, "report.md"), markdown);
        AtomicFile.WriteText(Path.Combine(folder, "scores.json"), ScoreJson.Write(tables));
        ScoreChart.Save(Path.Combine(folder, "scores.png"), tables);
        Console.Out.WriteLine(context.Json ? ScoreJson.Write(tables) : markdown);
    }

    private static void DrawCurves(string path, string[] runs)
    {
        LearningCurves drawn = new();
        foreach (var run in runs)
        {
            var equals = run.IndexOf('=', StringComparison.Ordinal);
            var named = equals > 0 && !Directory.Exists(run);
            var folder = named ? run[(equals + 1)..] : run;
            drawn.Add(folder, named ? run[..equals] : runs.Length == 1 ? "" : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))));
        }

        drawn.Save(path);
    }

    private static IReadOnlyList<string> Published(string text) => text switch
    {
        "all" => PublishedScores.Methods,
        "none" => [],
        _ => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => PublishedScores.Methods.Contains(name)
            ? name
            : throw new WrongUseException($"The paper has no method '{name}'. It has: {string.Join(", ", PublishedScores.Methods)}."))],
    };
}
