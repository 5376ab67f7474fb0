namespace GenRL.Cli.Up;

/// <summary>Time from a frame's arrival to its command.</summary>
/// <param name="P50">Median in milliseconds.</param>
/// <param name="P99">99th percentile in milliseconds.</param>
internal sealed record PolicyLatency(double P50, double P99);
