namespace GenRL.Cli.Bench;

/// <summary>What <c>genrl bench control</c> measured.</summary>
internal sealed record ControlBenchmarkResult
{
    public required BenchSetting Setting { get; init; }

    /// <summary>Time measured, after the warm-up.</summary>
    public required double Seconds { get; init; }

    /// <summary>Time from a frame's arrival by which its command must be out.</summary>
    public required double DeadlineMs { get; init; }

    /// <summary>Frames that led to a decision.</summary>
    public required long Ticks { get; init; }

    /// <summary>Decisions per second.</summary>
    public required double RateHz { get; init; }

    /// <summary>Frames published per second.</summary>
    public required double WantedRateHz { get; init; }

    /// <summary>Commands sent: one per frame, and one per servo period in between.</summary>
    public required long Commands { get; init; }

    /// <summary>Decisions whose command went out after the deadline.</summary>
    public required long MissedDeadlines { get; init; }

    /// <summary>From a frame's arrival to its command.</summary>
    public required LatencyUs LatencyUs { get; init; }

    /// <summary>Managed bytes allocated by the policy thread per turn of the loop.</summary>
    public required double BytesPerTick { get; init; }

    /// <summary>Garbage collections of the whole process while it was measured.</summary>
    public required int GcCount { get; init; }
}
