using GenRL.Robots;

namespace GenRL.Cli.Evaluation;

/// <summary>One method's column of a table of results.</summary>
/// <param name="Name">Heading.</param>
/// <param name="IsPublished">Whether the paper reports it.</param>
/// <param name="Cells">Scores by task.</param>
/// <param name="Published">Published mean over all tasks of the domain; null for none.</param>
internal sealed record ScoreColumn(string Name, bool IsPublished, IReadOnlyDictionary<string, ScoreCell> Cells, PublishedScore? Published = null)
{
    /// <summary>The mean over some tasks, or null where none of them has a score.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="all">Whether these are all of the domain, whose mean the paper gives for some methods although not the scores.</param>
    public ScoreMean? MeanOf(IReadOnlyList<TaskDescription> tasks, bool all)
    {
        if (all && IsPublished)
        {
            return Published is null ? null : new ScoreMean(Published.Mean, Published.StandardError, tasks.Count, tasks.Count);
        }

        ScoreCell[] cells = [.. tasks.Where(task => Cells.ContainsKey(task.Task)).Select(task => Cells[task.Task])];
        return cells.Length == 0 ? null
            : new ScoreMean(cells.Average(cell => cell.Mean), Math.Sqrt(cells.Sum(cell => cell.Se * cell.Se)) / cells.Length, cells.Length, tasks.Count);
    }
}
