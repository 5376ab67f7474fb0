using GenRL.Cli.Pipelines;
using GenRL.Inference;

namespace GenRL.Cli.Evaluation;

/// <summary>Which policies of a package are to be evaluated, and by which tasks.</summary>
internal sealed record PolicyRequest
{
    /// <summary>Names of tasks, or of behaviours named like them; empty for all there are.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>The benchmark's sentences choose the policies; null where names do.</summary>
    public PromptSet? Prompts { get; init; }

    /// <summary>One sentence chooses the policy; null where names do.</summary>
    public string? Prompt { get; init; }

    /// <summary>Whether sentences go to the conditioned policy even where a behaviour was learned for them.</summary>
    public bool Conditioned { get; init; }

    /// <summary>How the latent of a frame is picked; drawn in the protocol (spec 9.1).</summary>
    public LatentChoice Latent { get; init; } = LatentChoice.Sample;

    /// <summary>Whether each policy is judged by all tasks.</summary>
    public bool AllRewards { get; init; }
}
