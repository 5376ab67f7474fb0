namespace GenRL.Cli.Pipelines;

/// <summary>The section <c>collect</c>; the command line goes before it.</summary>
public sealed record CollectOptions
{
    /// <summary>The robot a preset is meant for.</summary>
    public string Domain { get; init; } = "walker";
}
