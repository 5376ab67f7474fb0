namespace GenRL.Cli.Pipelines;

/// <summary>How often each kind of prompt is practised by a prompt-conditioned policy, relative to each other.</summary>
public sealed record PracticeOptions
{
    /// <summary>Random directions through the aligner: no data, no language.</summary>
    public double Noise { get; init; } = 1;

    /// <summary>Sentences of the caption grammar that the video-language model was trained with; never a benchmark prompt.</summary>
    public double Sentences { get; init; } = 2;

    /// <summary>Embeddings of windows of the dataset: prompts by example.</summary>
    public double Windows { get; init; } = 1;
}
