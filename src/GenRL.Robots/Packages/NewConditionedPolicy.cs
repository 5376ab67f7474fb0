using System.Text.Json.Nodes;

namespace GenRL.Robots.Packages;

/// <summary>A policy for every sentence, to be put into a package.</summary>
public sealed record NewConditionedPolicy
{
    /// <summary>Content of its network: stoch [1, K·V], deter [1, Dh], task [1, D] → action [1, A].</summary>
    public required ReadOnlyMemory<byte> Policy { get; init; }

    /// <summary>Gradient steps it was trained for.</summary>
    public required long Steps { get; init; }

    /// <summary>Where it came from: sentences, configuration, commit. Free form.</summary>
    public JsonObject Provenance { get; init; } = [];

    /// <summary>Normalised scores by task name, as far as they were measured.</summary>
    public IReadOnlyDictionary<string, double>? Scores { get; init; }
}
