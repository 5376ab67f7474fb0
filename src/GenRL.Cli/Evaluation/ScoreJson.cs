using System.Text.Json;
using GenRL.Cli.CommandLine;

namespace GenRL.Cli.Evaluation;

/// <summary>Writes tables of results as JSON.</summary>
internal static class ScoreJson
{
    /// <summary>One object per domain: columns with their scores by task and their means.</summary>
    public static string Write(IReadOnlyList<ScoreTable> tables) => JsonSerializer.Serialize(
        tables.Select(table => new
        {
            table.Domain,
            Columns = table.Columns.Select(column => new
            {
                column.Name,
                Published = column.IsPublished,
                Scores = column.Cells.Select(pair => new
                {
                    Task = pair.Key,
                    NormalizedMean = pair.Value.Mean,
                    NormalizedSe = pair.Value.Se,
                    pair.Value.Row?.ReturnMean,
                    pair.Value.Row?.ReturnSe,
                    pair.Value.Row?.NormalizedMeasuredMean,
                    pair.Value.Row?.NormalizedMeasuredSe,
                    pair.Value.Row?.Episodes,
                    pair.Value.Row?.Runs,
                }),
                Means = table.Means.Select(mean => new { Over = mean.Name.Replace(' ', '_'), Score = column.MeanOf(mean.Tasks, mean.All) })
                    .Where(mean => mean.Score is not null).Select(mean => new { mean.Over, NormalizedMean = mean.Score!.Mean, NormalizedSe = mean.Score.Se, mean.Score.Tasks, mean.Score.Of }),
            }),
        }), Output.JsonOptions);
}
