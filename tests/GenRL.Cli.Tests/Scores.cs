using GenRL.Cli.Pipelines;

namespace GenRL.Cli.Tests;

/// <summary>Made-up scores.</summary>
internal static class Scores
{
    public static BehaviourScore Row(
        string task, double mean, string method = "genrl", string? package = null, ulong? seed = null, string? prompt = null, string? behaviour = null, string? reward = null) =>
        BehaviourScore.Of("walker", behaviour ?? task, task, prompt ?? "", 20, mean, 5) with { Method = method, Package = package, Seed = seed, Reward = reward };
}
