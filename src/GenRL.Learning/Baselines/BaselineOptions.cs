namespace GenRL.Learning.Baselines;

/// <summary>Everything that decides how a baseline is learned. Defaults are the paper's, or the specification's where it is silent.</summary>
public sealed record BaselineOptions
{
    /// <summary>The map from states to embeddings of WM-CLIP. Its policy learns by the section <c>behaviour</c>.</summary>
    public EmbeddingPredictorOptions Predictor { get; init; } = new();

    /// <summary>The model-free agents.</summary>
    public PixelAgentOptions Agent { get; init; } = new();

    /// <summary>Reward by the aligned embedding of the sentence instead of the raw one ("+ aligner" in the paper's table 5).</summary>
    public bool Aligner { get; init; }

    /// <summary>Subsets of the dataset that are learned from; null for all that the world model was trained on.</summary>
    public IReadOnlyList<string>? Subsets { get; init; }

    /// <summary>Seed; every step draws from a stream of its own, so that a resumed run continues exactly.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Checks ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the permitted range.</exception>
    public BaselineOptions Validated()
    {
        Predictor.Validated();
        Agent.Validated();
        return this;
    }

    internal static void Require(bool holds, string name, object value, string permitted)
    {
        if (!holds)
        {
            throw new ArgumentException($"Baseline option {name} is {value}; it must be {permitted}.", name);
        }
    }
}
