using System.Globalization;
using GenRL.Data;

namespace GenRL.Learning.WorldModels;

/// <summary>A CSV file of numbers over steps that survives restarts, and its curves as a PNG.</summary>
/// <param name="path">The CSV file; rows are appended: phase, step, name, value.</param>
public sealed class MetricsLog(string path)
{
    private const string Header = "phase,step,name,value";

    /// <summary>Appends one row per value.</summary>
    public void Append(string phase, long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        var rows = values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{phase},{step},{pair.Key},{pair.Value:g6}"));
        File.AppendAllLines(path, File.Exists(path) ? rows : rows.Prepend(Header));
    }

    /// <summary>Drops the rows of a phase from a step on, those of a run that ended after its last checkpoint, and rows that a kill cut short.</summary>
    public void Truncate(string phase, long step)
    {
        if (File.Exists(path))
        {
            AtomicFile.WriteText(path, string.Concat(File.ReadAllLines(path).Where(row => row == Header || (IsWhole(row) && !IsAfter(row, phase, step))).Select(row => row + Environment.NewLine)));
        }
    }

    /// <summary>Draws every value over the steps of its phase, one chart a phase.</summary>
    public void Draw(string imagePath)
    {
        var rows = File.ReadAllLines(path).Skip(1).Where(IsWhole).Select(row => row.Split(',')).ToArray();
        var charts = rows.GroupBy(cells => cells[0]).Select(phase => new LineChart(phase.Key, "step", "loss", [.. phase.GroupBy(cells => cells[2]).Select(Series)], LogarithmicY: true));
        LineChart.Save(imagePath, [.. charts]);
    }

    private static ChartSeries Series(IGrouping<string, string[]> named) => new(
        named.Key, [.. named.Select(cells => Number(cells[1]))], [.. named.Select(cells => Math.Max(1e-6, Number(cells[3])))]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // a number that lost digits passes for one; it lies after the last checkpoint, whose steps are repeated
    private static bool IsWhole(string row)
    {
        var cells = row.Split(',');
        return cells.Length == 4 && long.TryParse(cells[1], CultureInfo.InvariantCulture, out _) && double.TryParse(cells[3], CultureInfo.InvariantCulture, out _);
    }

    private static bool IsAfter(string row, string phase, long step)
    {
        var cells = row.Split(',');
        return cells.Length == 4 && cells[0] == phase && long.TryParse(cells[1], CultureInfo.InvariantCulture, out var at) && at > step;
    }
}
