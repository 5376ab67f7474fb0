using GenRL.Cli.Pipelines;
using GenRL.Robots;

namespace GenRL.Cli.Evaluation;

/// <summary>Tasks against methods in one domain, the paper's columns beside ours.</summary>
/// <param name="Domain">Robot.</param>
/// <param name="Tasks">Rows: the domain's tasks that a measured column has, in the order of the catalogue.</param>
/// <param name="Columns">Measured methods, then published ones.</param>
internal sealed record ScoreTable(string Domain, IReadOnlyList<TaskDescription> Tasks, IReadOnlyList<ScoreColumn> Columns)
{
    /// <summary>Name of the behaviour and method of an agent that acts at random.</summary>
    public const string RandomAgent = "random";

    /// <summary>All tasks of the domain, over which means are taken.</summary>
    public IReadOnlyList<TaskDescription> AllTasks => TaskCatalogue.OfDomain(Domain);

    /// <summary>The rows of means: heading, tasks, and whether these are all.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<TaskDescription> Tasks, bool All)> Means =>
    [
        ("in distribution", [.. AllTasks.Where(task => task.InDistribution)], false),
        ("generalisation", [.. AllTasks.Where(task => !task.InDistribution)], false),
        ("all tasks", AllTasks, true),
    ];

    /// <summary>One table per domain.</summary>
    /// <param name="runs">Measured scores; those of a behaviour in another's task are left out.</param>
    /// <param name="published">Methods of <see cref="PublishedScores"/> to set beside them.</param>
    public static IReadOnlyList<ScoreTable> Of(IReadOnlyList<BehaviourScore> runs, IReadOnlyList<string> published) =>
        [.. ScoreSummary.Of(runs.Where(IsOwnTask)).GroupBy(row => row.Domain).Select(domain => Of(domain.Key, [.. domain], published))];

    private static ScoreTable Of(string domain, IReadOnlyList<BehaviourScore> rows, IReadOnlyList<string> published)
    {
        ScoreColumn[] measured = [.. rows.GroupBy(Heading).SelectMany(method => OfMethod(method.Key, [.. method]))];
        var paper = published.Select(method => new ScoreColumn(
            $"{method} (paper)", true,
            TaskCatalogue.OfDomain(domain).Select(task => PublishedScores.Find(method, domain, task.Task)).OfType<PublishedScore>()
                .ToDictionary(score => score.Task!, score => new ScoreCell(score.Mean, score.StandardError)),
            PublishedScores.Find(method, domain, null)));
        return new ScoreTable(
            domain, [.. TaskCatalogue.OfDomain(domain).Where(task => measured.Any(column => column.Cells.ContainsKey(task.Task)))],
            [.. measured, .. paper.Where(column => column.Cells.Count > 0)]);
    }

    private static string Heading(BehaviourScore row) => row.Reward is null ? row.Method ?? "" : $"{row.Method} ({row.Reward})";

    // Where the code's sentences differ from the paper's and were run too, they get a column of their own.
    private static IEnumerable<ScoreColumn> OfMethod(string name, IReadOnlyList<BehaviourScore> rows)
    {
        yield return Column(name, rows.OrderByDescending(row => row.Prompt == Task(row).Prompt));
        if (rows.Any(row => row.Prompt == Task(row).PromptCode && row.Prompt != Task(row).Prompt))
        {
            yield return Column($"{name}, code's sentences", rows.Where(row => row.Prompt == Task(row).PromptCode));
        }
    }

    private static ScoreColumn Column(string name, IEnumerable<BehaviourScore> rows) => new(
        name, false,
        rows.OrderByDescending(row => row.Behaviour == row.Task).GroupBy(row => row.Task)
            .ToDictionary(group => group.Key, group => group.First()).ToDictionary(pair => pair.Key, pair => new ScoreCell(pair.Value.NormalizedMean, pair.Value.NormalizedSe, pair.Value)));

    private static bool IsOwnTask(BehaviourScore row) =>
        row.Behaviour == row.Task || row.Behaviour == RandomAgent || row.Prompt == Task(row).Prompt || row.Prompt == Task(row).PromptCode;

    private static TaskDescription Task(BehaviourScore row) => TaskCatalogue.Find(row.Domain, row.Task);
}
