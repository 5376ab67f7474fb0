using System.Text.Json.Nodes;

namespace GenRL.Robots.Packages;

/// <summary>The policy of a package that serves every sentence: one actor, told by an aligned embedding what to do.</summary>
public sealed record ConditionedPolicyDescription
{
    /// <summary>Its network, relative to the package and below <see cref="PackageFile.Conditioned"/>.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the network, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>D, width of its task input; always the package's own.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>Gradient steps it was trained for.</summary>
    public required long Steps { get; init; }

    /// <summary>Where it came from: sentences, configuration, commit. Free form.</summary>
    public required JsonObject Provenance { get; init; }

    /// <summary>Normalised scores by task name (0 random, 1 expert) under each task's own sentence; null if none was measured.</summary>
    public IReadOnlyDictionary<string, double>? Scores { get; init; }
}
