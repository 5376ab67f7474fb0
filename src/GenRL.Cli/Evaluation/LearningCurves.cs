using System.Globalization;
using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Data;

namespace GenRL.Cli.Evaluation;

/// <summary>Curves of behaviour learning: imagined reward from <c>losses.csv</c>, scores in the simulator from <c>rounds.json</c>.</summary>
internal sealed class LearningCurves
{
    private const string LossesName = "losses.csv";
    private const string RoundsName = "rounds.json";

    private readonly List<ChartSeries> imagined = [];
    private readonly List<ChartSeries> scored = [];

    /// <summary>Adds every curve found in a run's folder and those below it.</summary>
    /// <param name="folder">A folder that 'train package' or 'train behaviour' wrote.</param>
    /// <param name="name">Prefix that tells several runs apart; empty for none.</param>
    /// <exception cref="InvalidDataException">There is none, or a file is damaged.</exception>
    public void Add(string folder, string name)
    {
        string[] losses = Find(folder, LossesName);
        string[] rounds = Find(folder, RoundsName);
        if (losses.Length + rounds.Length == 0)
        {
            throw new InvalidDataException($"{folder}: holds neither {LossesName} nor {RoundsName}; give the folder of a run.");
        }

        imagined.AddRange(losses.Select(path => Imagined(path, Named(name, Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))!)))));
        scored.AddRange(rounds.SelectMany(path => Scored(path, name)));
    }

    /// <summary>Draws what was added.</summary>
    public void Save(string path)
    {
        List<LineChart> charts = [];
        if (scored.Count > 0)
        {
            charts.Add(new LineChart("Score in the simulator while learning", "gradient steps", "normalised score", scored));
        }

        if (imagined.Count > 0)
        {
            charts.Add(new LineChart("Imagined prompt reward while learning", "gradient steps", "mean reward of an imagined step", imagined));
        }

        LineChart.Save(path, charts);
    }

    private static string[] Find(string folder, string name) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : throw new InvalidDataException($"{folder}: there is no such folder.");

    private static ChartSeries Imagined(string path, string name)
    {
        string[][] lines = [.. File.ReadLines(path).Select(line => line.Split(','))];
        var (step, reward) = lines.Length == 0 ? (-1, -1) : (Array.IndexOf(lines[0], "step"), Array.IndexOf(lines[0], "mean_reward"));
        if (step < 0 || reward < 0)
        {
            throw new InvalidDataException($"{path}: has no columns step and mean_reward; it is no curve of a behaviour.");
        }

        // a killed run may have left half a line at the end
        var points = lines.Skip(1).Where(line => line.Length == lines[0].Length).ToList();
        return new ChartSeries(name, [.. points.Select(point => Number(point[step], path))], [.. points.Select(point => Number(point[reward], path))]);
    }

    private static double Number(string text, string path) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InvalidDataException($"{path}: '{text}' is no number.");

    private static IEnumerable<ChartSeries> Scored(string path, string name)
    {
        try
        {
            var rounds = JsonSerializer.Deserialize<List<RoundScore>>(File.ReadAllText(path), Output.JsonOptions);
            if (rounds is null || rounds.Any(round => round?.Scores is null))
            {
                throw new InvalidDataException($"{path}: holds no rounds.");
            }

            return [.. rounds.SelectMany(round => round.Scores.Where(row => row.Task == row.Behaviour).Select(row => (round.Steps, Row: row)))
                .GroupBy(point => point.Row.Behaviour)
                .Select(group => new ChartSeries(Named(name, group.Key), [.. group.Select(point => (double)point.Steps)], [.. group.Select(point => point.Row.NormalizedMean)]))];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static string Named(string run, string behaviour) => run.Length == 0 ? behaviour : $"{run}: {behaviour}";
}
