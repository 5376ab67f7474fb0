namespace GenRL.Data.Tests;

public sealed class BarChartTests
{
    [Fact]
    public void Bars_are_drawn_in_their_colours_with_places_left_empty_where_there_is_none()
    {
        using TemporaryFolder folder = new();
        BarChart chart = new("Scores: `rm -rf` & model's", "score", ["stand", "walk"], [new("ours", [1, double.NaN], [0.1, 0], "#ff0000"), new("theirs", [0.5, 0.25], null, "#0000ff")]);
        BarChart.Save(folder["bars.png"], [chart, chart with { Title = "again" }]);
        RgbImage image = PngFile.Load(folder["bars.png"]);
        Assert.Equal(960, image.Height);
        Assert.InRange(Count(image, 255, 0, 0), 1000, int.MaxValue);
        Assert.True(Count(image, 0, 0, 255) < Count(image, 255, 0, 0), "two bars of 0.5 and 0.25 cover as much as one of 1");
    }

    [Theory]
    [InlineData(1, "#ff0000", "1 values")]
    [InlineData(2, "red", "#rrggbb")]
    [InlineData(2, "#12345'", "#rrggbb")]
    public void Series_that_do_not_fit_are_refused_by_name(int values, string colour, string said)
    {
        BarChart chart = new("t", "y", ["a", "b"], [new("mine", [.. Enumerable.Repeat(1.0, values)], null, colour)]);
        string message = Assert.Throws<ArgumentException>(() => chart.Save("never.png")).Message;
        Assert.Contains("'mine'", message);
        Assert.Contains(said, message);
        Assert.False(File.Exists("never.png"));
    }

    [Fact]
    public void A_chart_without_a_finite_value_is_refused() =>
        Assert.Throws<ArgumentException>(() => new BarChart("t", "y", ["a"], [new("s", [double.NaN])]).Save("never.png"));

    // edges are smoothed, so nearly the colour
    private static int Count(RgbImage image, int red, int green, int blue) => image.Pixels.Chunk(3).Count(pixel =>
        Math.Abs(pixel[0] - red) + Math.Abs(pixel[1] - green) + Math.Abs(pixel[2] - blue) < 150);
}
