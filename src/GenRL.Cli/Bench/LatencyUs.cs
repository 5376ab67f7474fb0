using GenRL.Control;

namespace GenRL.Cli.Bench;

/// <summary>Percentiles of durations in microseconds.</summary>
internal sealed record LatencyUs(double P50, double P90, double P99, double P999, double Max)
{
    private const double UsPerMs = 1000;

    /// <summary>Those of a histogram.</summary>
    public static LatencyUs Of(LatencyHistogram histogram) => new(
        Us(histogram, 0.5), Us(histogram, 0.9), Us(histogram, 0.99), Us(histogram, 0.999), Us(histogram, 1));

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"p50 {P50:0} us, p90 {P90:0}, p99 {P99:0}, max {Max:0}");

    private static double Us(LatencyHistogram histogram, double share) => histogram.PercentileMs(share) * UsPerMs;
}
