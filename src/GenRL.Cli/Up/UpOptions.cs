namespace GenRL.Cli.Up;

/// <summary>What <c>genrl up</c> was asked for.</summary>
internal sealed record UpOptions
{
    /// <summary>ROS domain.</summary>
    public required int Domain { get; init; }

    /// <summary>Robot that is simulated.</summary>
    public required string Robot { get; init; }

    /// <summary>Full path of the model package.</summary>
    public required string Package { get; init; }

    /// <summary>Full path of the video-language model.</summary>
    public required string VideoLanguageModel { get; init; }

    /// <summary>Presets and overrides, as on the command line.</summary>
    public required IReadOnlyList<string> Configuration { get; init; }

    /// <summary>No pictures, a summary at the end.</summary>
    public bool Headless { get; init; }

    /// <summary>Time to run once everything is ready and the prompt is committed; null until interrupted.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Sentence to commit at the start; null for none.</summary>
    public string? Say { get; init; }

    /// <summary>Simulated seconds per real second.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Seed of the robot's start.</summary>
    public ulong Seed { get; init; }
}
