using System.Globalization;
using System.Text;
using GenRL.Robots;

namespace GenRL.Cli.Evaluation;

/// <summary>Writes tables of results as Markdown.</summary>
internal static class ScoreMarkdown
{
    private const string Nothing = "–";

    /// <summary>Normalised scores beside the paper's, then returns with both random baselines.</summary>
    public static string Write(IReadOnlyList<ScoreTable> tables)
    {
        StringBuilder text = new();
        foreach (var table in tables)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## {table.Domain}").AppendLine();
            text.AppendLine("Normalised with the published random (0) and expert (1) returns; mean ± standard error.").AppendLine();
            Scores(text, table);
            text.AppendLine();
            text.AppendLine("Returns, and the same normalised with the random agent measured here instead of the published one.").AppendLine();
            Returns(text, table);
            text.AppendLine();
        }

        return text.ToString();
    }

    private static void Scores(StringBuilder text, ScoreTable table)
    {
        Row(text, ["task", .. table.Columns.Select(column => column.Name)]);
        Row(text, ["---", .. table.Columns.Select(_ => "---")]);
        foreach (var task in table.Tasks)
        {
            Row(text, [task.Task, .. table.Columns.Select(column => column.Cells.TryGetValue(task.Task, out var cell) ? Score(cell.Mean, cell.Se) : Nothing)]);
        }

        foreach (var (name, tasks, all) in table.Means)
        {
            Row(text, [string.Create(CultureInfo.InvariantCulture, $"**{name} ({tasks.Count})**"), .. table.Columns.Select(column => Mean(column.MeanOf(tasks, all)))]);
        }
    }

    private static void Returns(StringBuilder text, ScoreTable table)
    {
        ScoreColumn[] measured = [.. table.Columns.Where(column => !column.IsPublished)];
        Row(text, ["task", "random (paper)", "random (here)", "expert (paper)", .. measured.SelectMany(column => new[] { $"{column.Name}: return", "normalised here" })]);
        Row(text, ["---", "---", "---", "---", .. measured.SelectMany(_ => new[] { "---", "---" })]);
        foreach (var task in table.Tasks)
        {
            var here = RandomBaseline.Find(task.Domain, task.Task);
            Row(text,
            [
                task.Task, Whole(task.RandomScore), here is null ? Nothing : $"{Whole(here.ReturnMean)} ± {here.ReturnSe.ToString("f1", CultureInfo.InvariantCulture)}", Whole(task.ExpertScore),
                .. measured.SelectMany(column => Measured(column, task.Task)),
            ]);
        }
    }

    private static IEnumerable<string> Measured(ScoreColumn column, string task)
    {
        var row = column.Cells.GetValueOrDefault(task)?.Row;
        yield return row is null ? Nothing : $"{Whole(row.ReturnMean)} ± {Whole(row.ReturnSe)}";
        yield return row is { NormalizedMeasuredMean: { } mean, NormalizedMeasuredSe: { } error } ? Score(mean, error) : Nothing;
    }

    private static string Mean(ScoreMean? mean) => mean is null ? Nothing
        : mean.IsComplete ? $"**{Score(mean.Mean, mean.Se)}**"
        : string.Create(CultureInfo.InvariantCulture, $"{Score(mean.Mean, mean.Se)} ({mean.Tasks} of {mean.Of})");

    private static string Score(double mean, double error) => string.Create(CultureInfo.InvariantCulture, $"{mean:f2} ± {error:f2}");

    private static string Whole(double value) => value.ToString("f0", CultureInfo.InvariantCulture);

    // A name comes from a command line or a file; it must not end its cell.
    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace('|', '/').ReplaceLineEndings(" "))).AppendLine(" |");
}
