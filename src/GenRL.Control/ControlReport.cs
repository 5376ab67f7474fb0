namespace GenRL.Control;

/// <summary>The summary of a run.</summary>
/// <param name="Ticks">Frames that led to a decision.</param>
/// <param name="Commands">Commands sent.</param>
/// <param name="MissedDeadlines">Frames whose command went out too late.</param>
/// <param name="LatencyP50Ms">Median time from frame to command.</param>
/// <param name="LatencyP99Ms">99th percentile of it.</param>
/// <param name="LatencyMaxMs">Longest.</param>
/// <param name="GcCount">Garbage collections during the run.</param>
/// <param name="AllocatedBytes">Managed bytes allocated inside ticks.</param>
/// <param name="RateHz">Decisions per second.</param>
/// <param name="Behaviour">Behaviour at the end.</param>
public sealed record ControlReport(
    long Ticks, long Commands, long MissedDeadlines, double LatencyP50Ms, double LatencyP99Ms, double LatencyMaxMs,
    int GcCount, long AllocatedBytes, double RateHz, string Behaviour);
