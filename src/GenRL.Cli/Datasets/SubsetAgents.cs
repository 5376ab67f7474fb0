using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;

namespace GenRL.Cli.Datasets;

/// <summary>The agents that recipes may name.</summary>
internal static class SubsetAgents
{
    private static readonly Dictionary<string, ISubsetAgent> Known = new()
    {
        ["td3"] = new ExpertReplayAgent(),
        ["poses"] = new ExplorerSubsetAgent(ExplorerSetups.Poses),
        ["random"] = new ExplorerSubsetAgent(ExplorerSetups.Random),
        ["play"] = new ExplorerSubsetAgent(DemonstrationSetups.Play),
        ["demonstrations"] = new DemonstrationSubsetAgent(),
    };

    /// <summary>The agent of a name.</summary>
    /// <exception cref="WrongUseException">There is none.</exception>
    public static ISubsetAgent Find(string name) =>
        Known.GetValueOrDefault(name) ?? throw new WrongUseException($"There is no agent '{name}' for a recipe. Known: {string.Join(", ", Known.Keys)}.");
}
