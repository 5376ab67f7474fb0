using GenRL.Cli.CommandLine;

namespace GenRL.Cli.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("60s", 60)]
    [InlineData("60", 60)]
    [InlineData("500ms", 0.5)]
    [InlineData("2m", 120)]
    [InlineData("1.5h", 5400)]
    public void Times_are_numbers_with_units(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out TimeSpan duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData(5, "0:05")]
    [InlineData(754, "12:34")]
    [InlineData(90_061, "25:01:01")]
    public void Times_left_are_hours_minutes_and_seconds(int seconds, string text) => Assert.Equal(text, Durations.Text(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-3s")]
    [InlineData("0")]
    [InlineData("3 weeks")]
    [InlineData("NaN")]
    [InlineData("1e300h")]
    public void Anything_else_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));
}
