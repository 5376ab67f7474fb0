namespace GenRL.Robots.Packages;

/// <summary>One learned behaviour of a package.</summary>
public sealed record BehaviourDescription
{
    /// <summary>Lower-case letters, digits, '_' and '-'; also the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The sentence it was learned for.</summary>
    public required string Prompt { get; init; }

    /// <summary>Its policy network, relative to the package.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the policy network, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Normalised scores by task name (0 random, 1 expert), as far as they were measured.</summary>
    public required IReadOnlyDictionary<string, double> Scores { get; init; }

    /// <summary>True when it was learned without any stored episode.</summary>
    public required bool DataFree { get; init; }

    /// <summary>Embedding of the prompt (D float32, little endian), relative to the package; none if it was not kept.</summary>
    public string? EmbeddingFile { get; init; }
}
