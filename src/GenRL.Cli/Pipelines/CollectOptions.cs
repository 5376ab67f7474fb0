using GenRL.Learning.Collection.Dreamer;
using GenRL.Learning.Collection.Goals;

namespace GenRL.Cli.Pipelines;

/// <summary>The section <c>collect</c>: the robot, and agents that learn while they collect; the command line goes before it.</summary>
public sealed record CollectOptions
{
    /// <summary>The robot a preset is meant for.</summary>
    public string Domain { get; init; } = "walker";

    /// <summary>The explorer that learns to reach poses.</summary>
    public GoalOptions Goals { get; init; } = new();

    /// <summary>The agent that follows a task by a world model of its own.</summary>
    public DreamerOptions Dreamer { get; init; } = new();

    /// <summary>The agent that looks for what its world model cannot foretell.</summary>
    public DreamerOptions Plan2explore { get; init; } = DreamerOptions.Explorer;
}
