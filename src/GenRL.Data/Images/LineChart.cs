using System.Globalization;
using System.Text;

namespace GenRL.Data;

/// <summary>A line chart, drawn by gnuplot.</summary>
/// <param name="Title">Heading.</param>
/// <param name="XLabel">Label of the horizontal axis, with unit.</param>
/// <param name="YLabel">Label of the vertical axis, with unit.</param>
/// <param name="Series">The lines.</param>
/// <param name="LogarithmicY">Whether the vertical axis is logarithmic (values of 0 and less then leave gaps).</param>
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series, bool LogarithmicY = false)
{
    private const int PanelWidth = 900;
    private const int PanelHeight = 420;

    /// <summary>Draws this chart to a PNG file.</summary>
    /// <exception cref="InvalidOperationException">gnuplot is missing or refused the data.</exception>
    /// <exception cref="ArgumentException">A series has unequal numbers of positions and values, or there is none.</exception>
    public void Save(string path) => Save(path, [this]);

    /// <summary>Draws charts below each other to one PNG file.</summary>
    public static void Save(string path, IReadOnlyList<LineChart> charts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(charts.Count);
        Gnuplot.Save(path, Script(charts));
    }

    internal static string Script(IReadOnlyList<LineChart> charts)
    {
        StringBuilder script = new();
        script.AppendLine(CultureInfo.InvariantCulture, $"set terminal pngcairo noenhanced size {PanelWidth},{PanelHeight * charts.Count}");
        script.AppendLine("set datafile missing 'NaN'");
        script.AppendLine("set grid");
        script.AppendLine("set key outside right top");
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

    private void AppendData(StringBuilder script, int panel)
    {
        if (Series.Count == 0)
        {
            throw new ArgumentException($"Chart '{Title}' has no series.");
        }
        for (int i = 0; i < Series.Count; i++)
        {
            ChartSeries series = Series[i];
            if (series.X.Count != series.Y.Count)
            {
                throw new ArgumentException($"Series '{series.Name}' has {series.X.Count} positions and {series.Y.Count} values.");
            }
            script.AppendLine(CultureInfo.InvariantCulture, $"$data_{panel}_{i} << END_OF_DATA");
            for (int point = 0; point < series.X.Count; point++)
            {
                bool drawable = double.IsFinite(series.X[point]) && double.IsFinite(series.Y[point]) && !(LogarithmicY && series.Y[point] <= 0);
                script.AppendLine(drawable ? string.Create(CultureInfo.InvariantCulture, $"{series.X[point]:R} {series.Y[point]:R}") : "");
            }
            script.AppendLine("END_OF_DATA");
        }
    }

    private void AppendPlot(StringBuilder script, int panel)
    {
        script.AppendLine(CultureInfo.InvariantCulture, $"set title {Gnuplot.Quote(Title)}");
        script.AppendLine(CultureInfo.InvariantCulture, $"set xlabel {Gnuplot.Quote(XLabel)}");
        script.AppendLine(CultureInfo.InvariantCulture, $"set ylabel {Gnuplot.Quote(YLabel)}");
        script.AppendLine(LogarithmicY ? "set logscale y" : "unset logscale y");
        script.Append("plot ");
        for (int i = 0; i < Series.Count; i++)
        {
            string style = Series[i].X.Count == 1 ? "points pt 7" : "lines lw 2";
            script.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}$data_{panel}_{i} using 1:2 with {style} title {Gnuplot.Quote(Series[i].Name)}");
        }
        script.AppendLine();
    }
}
