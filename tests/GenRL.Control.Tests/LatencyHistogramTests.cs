namespace GenRL.Control.Tests;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_are_right_within_a_thirtieth()
    {
        var histogram = new LatencyHistogram();
        for (int i = 1; i <= 10_000; i++)
        {
            histogram.Record(i * 1000L);
        }

        Assert.Equal(5.0, histogram.PercentileMs(0.5), 5.0 / 30);
        Assert.Equal(9.9, histogram.PercentileMs(0.99), 9.9 / 30);
        Assert.Equal(10, histogram.PercentileMs(1));
        Assert.Equal(10_000, histogram.Count);
        Assert.Equal(10_000_000, histogram.LargestNs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1_000_003)]
    [InlineData(7_777_777_777)]
    public void A_single_duration_is_every_percentile(long durationNs)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(durationNs);

        Assert.Equal(durationNs / 1e6, histogram.PercentileMs(0), 1e-9);
        Assert.Equal(durationNs / 1e6, histogram.PercentileMs(0.5), 1e-9);
    }

    [Fact]
    public void Buckets_never_understate_a_duration_and_overstate_it_by_a_thirtieth_at_most()
    {
        var random = new Random(3);
        for (int i = 0; i < 5000; i++)
        {
            var histogram = new LatencyHistogram();
            long duration = (long)Math.Exp(random.NextDouble() * 27);
            histogram.Record(duration);
            histogram.Record(1L << 41);

            double reported = histogram.PercentileMs(0.5) * 1e6;

            Assert.InRange(reported, duration * 0.999999, (duration * (1 + (1.0 / 30))) + 1);
        }
    }

    [Fact]
    public void Absurd_durations_are_counted_at_the_ends()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(-5);
        histogram.Record(long.MaxValue);

        Assert.Equal(0, histogram.PercentileMs(0.5));
        Assert.Equal(2, histogram.Count);
        Assert.Equal(0, new LatencyHistogram().PercentileMs(0.99));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.PercentileMs(1.1));
    }
}
