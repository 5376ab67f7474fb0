namespace GenRL.Cli.Bench;

/// <summary>What <c>genrl bench train</c> measured. The figures at the top are those of the joint step, or of the only kind of step that was asked for.</summary>
internal sealed record TrainBenchmarkResult
{
    /// <summary>Presets that were stacked.</summary>
    public required string Preset { get; init; }

    /// <summary>Median of the step by the clock.</summary>
    public required double StepMs { get; init; }

    /// <summary>Frames learned from per second.</summary>
    public required double FramesPerS { get; init; }

    /// <summary>Largest resident memory of this process.</summary>
    public required double PeakMemoryMb { get; init; }

    /// <summary>The step by that in plain PyTorch; null without Python.</summary>
    public required double? RatioToPython { get; init; }

    /// <summary>Parts of the step in milliseconds of processor time.</summary>
    public required IReadOnlyDictionary<string, double> Parts { get; init; }

    /// <summary>Loss of the last step of the first kind measured; the same in every run of the same preset and number of steps.</summary>
    public required double Loss { get; init; }

    /// <summary>All kinds of steps: <c>joint</c>, <c>cached</c>, <c>behaviour</c>.</summary>
    public required IReadOnlyDictionary<string, StepTiming> Steps { get; init; }

    /// <summary>Steps of each kind that the medians are of.</summary>
    public required int Measured { get; init; }

    /// <summary>Threads both implementations computed with.</summary>
    public required int Threads { get; init; }

    /// <summary>Version of torch that Python uses; null without Python.</summary>
    public required string? PythonTorch { get; init; }

    /// <summary>Commit of the program; empty outside a clone.</summary>
    public required string Commit { get; init; }

    /// <summary>Runtime and architecture.</summary>
    public required string Runtime { get; init; }

    /// <summary>Logical cores.</summary>
    public required int Cores { get; init; }

    /// <summary>Exact rewrites, each measured before and after; null unless asked for.</summary>
    public IReadOnlyList<RewriteTiming>? Rewrites { get; init; }
}
