namespace GenRL.Data.Tests;

public sealed class LineChartTests
{
    [Fact]
    public void Charts_are_drawn_below_each_other()
    {
        using TemporaryFolder folder = new();
        LineChart losses = new("Losses: model's `rm -rf` & \"quotes\"\n", "step", "nats", [new("kl", [0, 1, 2], [5, double.NaN, 1]), new("one", [1], [2])], LogarithmicY: true);
        LineChart scores = new("Score", "step", "return", [new("stand", [0, 1], [-1, 1])]);
        LineChart.Save(folder["c.png"], [losses, scores]);
        RgbImage image = PngFile.Load(folder["c.png"]);
        Assert.Equal((900, 840), (image.Width, image.Height));
        Assert.True(image.Pixels.Distinct().Count() > 10, "the chart is empty");
    }

    [Fact]
    public void Text_cannot_leave_its_quotes()
    {
        string script = LineChart.Script([new LineChart("a'b`c\nd", "x", "y", [new("s", [1], [1])])]);
        Assert.Contains("set title 'a''b c d'", script);
        Assert.DoesNotContain("`", script);
    }

    [Fact]
    public void Unequal_or_missing_series_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LineChart("t", "x", "y", [new("s", [1, 2], [1])]).Save("never.png"));
        Assert.Throws<ArgumentException>(() => new LineChart("t", "x", "y", []).Save("never.png"));
        Assert.False(File.Exists("never.png"));
    }

    [Fact]
    public void A_chart_without_drawable_points_is_refused_and_leaves_no_file()
    {
        using TemporaryFolder folder = new();
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => new LineChart("t", "x", "y", [new("s", [1], [double.NaN])]).Save(folder["c.png"]));
        Assert.Contains("gnuplot could not draw c.png", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Root));
    }
}
