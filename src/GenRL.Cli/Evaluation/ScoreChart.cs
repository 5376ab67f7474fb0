using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Cli.Evaluation;

/// <summary>Draws tables of results: a group of bars per task and for each mean, the paper's methods in greys.</summary>
internal static class ScoreChart
{
    private static readonly string[] Measured = ["#d62728", "#1f77b4", "#2ca02c", "#ff7f0e", "#9467bd", "#17becf", "#8c564b", "#e377c2"];

    /// <summary>Draws the tables below each other to one PNG file.</summary>
    public static void Save(string path, IReadOnlyList<ScoreTable> tables) => BarChart.Save(path, [.. tables.Select(Chart)]);

    private static BarChart Chart(ScoreTable table)
    {
        var means = table.Means.Where(mean => table.Columns.Any(column => Complete(column, mean.Tasks, mean.All) is not null)).ToList();
        var paper = 0;
        var own = 0;
        var series = table.Columns.Select(column => new BarSeries(
            column.Name,
            [.. table.Tasks.Select(task => column.Cells.GetValueOrDefault(task.Task)?.Mean ?? double.NaN), .. means.Select(mean => Complete(column, mean.Tasks, mean.All)?.Mean ?? double.NaN)],
            [.. table.Tasks.Select(task => column.Cells.GetValueOrDefault(task.Task)?.Se ?? 0), .. means.Select(mean => Complete(column, mean.Tasks, mean.All)?.Se ?? 0)],
            column.IsPublished ? Grey(paper++, table.Columns.Count(one => one.IsPublished)) : Measured[own++ % Measured.Length])).ToList();
        return new BarChart(
            $"{table.Domain}: true rewards", "normalised score", [.. table.Tasks.Select(task => task.Task), .. means.Select(mean => $"mean: {mean.Name}")], series);
    }

    // Means over some of the tasks only would be compared with those over all.
    private static ScoreMean? Complete(ScoreColumn column, IReadOnlyList<TaskDescription> tasks, bool all) =>
        column.MeanOf(tasks, all) is { IsComplete: true } mean ? mean : null;

    // Light to dark, so that the paper's own method, the last, stands out.
    private static string Grey(int index, int count)
    {
        var level = count < 2 ? 60 : 225 - (165 * index / (count - 1));
        return $"#{level:x2}{level:x2}{level:x2}";
    }
}
