using GenRL.Prompting;

namespace GenRL.Cli.Up;

/// <summary>What <c>genrl up</c> reports at its end.</summary>
internal sealed record UpSummary
{
    /// <summary>The robot.</summary>
    public required string Domain { get; init; }

    /// <summary>ROS domain it ran in.</summary>
    public required int RosDomain { get; init; }

    /// <summary>The sentence, or null when none was said.</summary>
    public string? Prompt { get; init; }

    /// <summary>Confidence in the sentence, 0 to 1.</summary>
    public double? Confidence { get; init; }

    /// <summary>The behaviour of the robot's last task, or its sentence where the conditioned policy acted; empty when nothing was asked.</summary>
    public string? Behaviour { get; init; }

    /// <summary>What carried that task out.</summary>
    public TaskKind? Kind { get; init; }

    /// <summary>Where that task stood at the end; only an active one was in charge.</summary>
    public TaskPhase? Phase { get; init; }

    /// <summary>Policy decisions.</summary>
    public long? Ticks { get; init; }

    /// <summary>Decisions that came too late.</summary>
    public long? MissedDeadlines { get; init; }

    /// <summary>Percentiles of the time from frame to command.</summary>
    public PolicyLatency? PolicyLatencyMs { get; init; }

    /// <summary>Simulated seconds that the figures below cover: from the commit of the prompt to the end.</summary>
    public double SimulatedS { get; init; }

    /// <summary>Way of the torso forward, in metres.</summary>
    public double? DistanceM { get; init; }

    /// <summary>The task whose prompt was said; null for a sentence that no task is judged by.</summary>
    public string? Task { get; init; }

    /// <summary>Rewards of that task, scaled to a full episode.</summary>
    public double? TaskReturn { get; init; }
}
