namespace GenRL.Simulation.Tests;

public class ToleranceTests
{
    private const double Any = double.PositiveInfinity;

    [Theory]
    [InlineData(0.9, 1.2, Any, 0.6, 0.562341)]
    [InlineData(1.0, 1.2, Any, 0.6, 0.774264)]
    [InlineData(0.6, 1.2, Any, 0.6, 0.1)]
    [InlineData(0.2, -Any, 0.1, 0.15, 0.359381)]
    [InlineData(0.4, -Any, 0.1, 0.15, 0.0001)]
    [InlineData(1.2, 1.2, Any, 0.6, 1)]
    [InlineData(-5, -Any, 0.1, 0.15, 1)]
    public void The_gaussian_matches_the_specification(double value, double lower, double upper, double margin, double expected) =>
        Assert.Equal(expected, Tolerance.Gaussian(value, lower, upper, margin), 6);

    [Theory]
    [InlineData(0.5, 1, Any, 0.5, 0.5, 0.5)]
    [InlineData(0, 1, Any, 0.5, 0.5, 0)]
    [InlineData(5, 10, Any, 10, 0, 0.5)]
    [InlineData(0, 5, Any, 5, 0.5, 0.5)]
    [InlineData(0, 1, Any, 2, 0, 0.5)]
    [InlineData(1, 1, Any, 0.5, 0.5, 1)]
    [InlineData(-9, -Any, -16, 8, 0.5, 0.5625)]
    public void The_line_matches_the_specification(double value, double lower, double upper, double margin, double valueAtMargin, double expected) =>
        Assert.Equal(expected, Tolerance.Linear(value, lower, upper, margin, valueAtMargin), 9);

    [Fact]
    public void Without_a_margin_both_are_the_indicator_of_the_interval()
    {
        Assert.Equal([0, 1, 1, 0], new[] { -0.1, 0, 1, 1.1 }.Select(x => Tolerance.Gaussian(x, 0, 1, 0)));
        Assert.Equal([0, 1, 1, 0], new[] { -0.1, 0, 1, 1.1 }.Select(x => Tolerance.Linear(x, 0, 1, 0, 0.5)));
    }
}
