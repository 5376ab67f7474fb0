namespace GenRL.Cli.Bench;

/// <summary>What <c>genrl bench collect</c> measured for one robot and one way of drawing.</summary>
internal sealed record CollectBenchmarkResult
{
    /// <summary>The robot.</summary>
    public required string Domain { get; init; }

    /// <summary>Render preset.</summary>
    public required string Render { get; init; }

    /// <summary>Frames per second from nothing to a rendered dataset on disk: acting, recording, saving, drawing.</summary>
    public required double FramesPerS { get; init; }

    /// <summary>Frames per second of physics and drawing alone.</summary>
    public required double BoundFramesPerS { get; init; }

    /// <summary>The first by the second.</summary>
    public required double Ratio { get; init; }

    /// <summary>The same ratio in processor time, which hardly depends on what else runs.</summary>
    public required double CpuRatio { get; init; }

    /// <summary>Processor time of physics and drawing per frame.</summary>
    public required double BoundCpuMsPerFrame { get; init; }

    /// <summary>Bytes of the dataset per frame, pictures and poses.</summary>
    public required double BytesPerFrame { get; init; }

    /// <summary>Episodes per turn.</summary>
    public required int Episodes { get; init; }

    /// <summary>Worlds at once.</summary>
    public required int Threads { get; init; }

    /// <summary>Turns that the medians are of.</summary>
    public required int Rounds { get; init; }
}
