namespace GenRL.Robots.Packages;

/// <summary>A behaviour to be put into a package.</summary>
public sealed record NewBehaviour
{
    /// <summary>Lower-case letters, digits, '_' and '-'; an existing behaviour of that name is replaced.</summary>
    public required string Name { get; init; }

    /// <summary>The sentence it was learned for.</summary>
    public required string Prompt { get; init; }

    /// <summary>Content of its policy network.</summary>
    public required ReadOnlyMemory<byte> Policy { get; init; }

    /// <summary>Embedding of the prompt, [D]; empty to keep none.</summary>
    public ReadOnlyMemory<float> Embedding { get; init; }

    /// <summary>Normalised scores by task name, as far as they were measured.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>True when it was learned without any stored episode.</summary>
    public bool DataFree { get; init; }
}
