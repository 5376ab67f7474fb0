using System.Globalization;
using System.Text;

namespace GenRL.Data;

/// <summary>Groups of bars side by side, with error bars where they are known; drawn by gnuplot.</summary>
/// <param name="Title">Heading.</param>
/// <param name="YLabel">Label of the vertical axis, with unit.</param>
/// <param name="Categories">Names of the groups, from left to right.</param>
/// <param name="Series">The bars of each group, from left to right.</param>
public sealed record BarChart(string Title, string YLabel, IReadOnlyList<string> Categories, IReadOnlyList<BarSeries> Series)
{
    private const int LeastWidth = 900;
    private const int MostWidth = 3600;
    private const int BarWidth = 13;
    private const int PanelHeight = 480;

    /// <summary>Draws this chart to a PNG file.</summary>
    /// <exception cref="InvalidOperationException">gnuplot is missing or refused the data.</exception>
    /// <exception cref="ArgumentException">A series has another number of values than there are categories, a colour is none, or nothing can be drawn.</exception>
    public void Save(string path) => Save(path, [this]);

    /// <summary>Draws charts below each other to one PNG file.</summary>
    public static void Save(string path, IReadOnlyList<BarChart> charts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(charts.Count);
        Gnuplot.Save(path, Script(charts));
    }

    internal static string Script(IReadOnlyList<BarChart> charts)
    {
        int width = charts.Max(chart => chart.Categories.Count * (chart.Series.Count + 2) * BarWidth + 250);
        StringBuilder script = new();
        script.AppendLine(CultureInfo.InvariantCulture, $"set terminal pngcairo noenhanced size {Math.Clamp(width, LeastWidth, MostWidth)},{PanelHeight * charts.Count}");
        script.AppendLine("set datafile missing '?'");
        script.AppendLine("set style fill solid 0.85 noborder");
        script.AppendLine("set grid ytics");
        script.AppendLine("set xtics nomirror rotate by 20 right scale 0");
        script.AppendLine("set key outside right top");
        script.AppendLine("set offsets 0, 0, graph 0.05, 0");
        for (int panel = 0; panel < charts.Count; panel++)
        {
            charts[panel].AppendData(script, panel);
        }
        script.AppendLine(CultureInfo.InvariantCulture, $"set multiplot layout {charts.Count},1");
        for (int panel = 0; panel < charts.Count; panel++)
        {
            charts[panel].AppendPlot(script, panel);
        }
        script.AppendLine("unset multiplot");
        return script.ToString();
    }

    // One line per bar: its place, height and error. Bars are placed here because gnuplot's own histograms cannot leave one out.
    private void AppendData(StringBuilder script, int panel)
    {
        RequireValid();
        for (int i = 0; i < Series.Count; i++)
        {
            script.AppendLine(CultureInfo.InvariantCulture, $"$data_{panel}_{i} << END_OF_DATA");
            for (int group = 0; group < Categories.Count; group++)
            {
                double value = Series[i].Values[group];
                double error = Series[i].Errors?[group] ?? 0;
                if (double.IsFinite(value))
                {
                    script.AppendLine(CultureInfo.InvariantCulture, $"{Place(group, i):R} {value:R} {(double.IsFinite(error) ? error : 0):R}");
                }
            }
            script.AppendLine("END_OF_DATA");
        }
    }

    private void AppendPlot(StringBuilder script, int panel)
    {
        script.AppendLine(CultureInfo.InvariantCulture, $"set title {Gnuplot.Quote(Title)}");
        script.AppendLine(CultureInfo.InvariantCulture, $"set ylabel {Gnuplot.Quote(YLabel)}");
        script.AppendLine(CultureInfo.InvariantCulture, $"set xrange [-0.6:{Categories.Count - 0.4:R}]");
        script.AppendLine(CultureInfo.InvariantCulture, $"set boxwidth {0.94 * Step:R}");
        script.AppendLine($"set yrange [{(AllAboveZero ? "0" : "*")}:*]");
        script.AppendLine("set xtics (" + string.Join(", ", Categories.Select((name, i) => $"{Gnuplot.Quote(name)} {i}")) + ")");
        List<string> parts = [];
        for (int i = 0; i < Series.Count; i++)
        {
            if (!Series[i].Values.Any(double.IsFinite))
            {
                continue;
            }
            string colour = Series[i].Colour is { } named ? $" lc rgb '{named}'" : string.Create(CultureInfo.InvariantCulture, $" lc {i + 1}");
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"$data_{panel}_{i} using 1:2 with boxes{colour} title {Gnuplot.Quote(Series[i].Name)}"));
            if (Series[i].Errors is not null)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"$data_{panel}_{i} using 1:($2-$3):(0):(2*$3) with vectors heads size graph 0.003,90 fixed lc rgb '#202020' notitle"));
            }
        }
        script.AppendLine("plot " + string.Join(", ", parts));
    }

    private double Step => 0.84 / Series.Count;

    private bool AllAboveZero => Series.SelectMany(series => series.Values).Where(double.IsFinite).All(value => value >= 0);

    // Bars that are not there take no room: those of a group stand together around its middle.
    private double Place(int group, int series)
    {
        int[] present = [.. Enumerable.Range(0, Series.Count).Where(i => double.IsFinite(Series[i].Values[group]))];
        return group + (Array.IndexOf(present, series) - (present.Length - 1) / 2.0) * Step;
    }

    private void RequireValid()
    {
        if (Categories.Count == 0 || !Series.SelectMany(series => series.Values).Any(double.IsFinite))
        {
            throw new ArgumentException($"Chart '{Title}' has nothing to draw.");
        }
        foreach (BarSeries series in Series)
        {
            if (series.Values.Count != Categories.Count || (series.Errors is { } errors && errors.Count != Categories.Count))
            {
                throw new ArgumentException($"Series '{series.Name}' has {series.Values.Count} values and {series.Errors?.Count ?? 0} errors for {Categories.Count} categories.");
            }
            if (series.Colour is { } colour && !(colour.Length == 7 && colour[0] == '#' && colour[1..].All(char.IsAsciiHexDigit)))
            {
                throw new ArgumentException($"Series '{series.Name}': '{colour}' is no colour; write #rrggbb.");
            }
        }
    }
}
