using GenRL.Data;
using GenRL.Learning.Baselines;

namespace GenRL.Cli.Pipelines;

/// <summary>How methods and rewards of baselines are called on the command line and in results.</summary>
public static class BaselineNames
{
    private static readonly Dictionary<string, BaselineMethod> Methods = new()
    {
        ["wm-clip"] = BaselineMethod.WmClip,
        ["iql"] = BaselineMethod.Iql,
        ["td3"] = BaselineMethod.Td3,
        ["td3-bc"] = BaselineMethod.Td3Bc,
    };

    private static readonly Dictionary<string, EmbeddingKind> Rewards = new() { ["video"] = EmbeddingKind.Window, ["image"] = EmbeddingKind.Image };

    /// <summary>The method of a name.</summary>
    /// <exception cref="ArgumentException">There is no such method; the message lists those there are.</exception>
    public static BaselineMethod Method(string name) => Find(Methods, name, "method");

    /// <summary>The reward of a name.</summary>
    /// <exception cref="ArgumentException">There is no such reward; the message lists those there are.</exception>
    public static EmbeddingKind Reward(string name) => Find(Rewards, name, "reward");

    /// <summary>The name of a method.</summary>
    public static string Of(BaselineMethod method) => Methods.First(pair => pair.Value == method).Key;

    /// <summary>The name of a reward.</summary>
    public static string Of(EmbeddingKind reward) => Rewards.First(pair => pair.Value == reward).Key;

    private static T Find<T>(Dictionary<string, T> names, string name, string what)
        => names.TryGetValue(name, out var found) ? found : throw new ArgumentException($"There is no {what} '{name}'. Known: {string.Join(", ", names.Keys)}.");
}
