namespace GenRL.Cli.Pipelines;

/// <summary>A behaviour to be learned for a package.</summary>
/// <param name="Package">Folder of the package.</param>
/// <param name="Prompt">The sentence.</param>
/// <param name="Name">Name of the behaviour, or null to make one of the sentence.</param>
/// <param name="Dataset">Rendered dataset whose states are started from, or null to learn without data.</param>
/// <param name="Work">Folder of checkpoint and curves, or null for one beside the package.</param>
/// <param name="FromScratch">Start from nothing even where the package has a prompt-conditioned policy to start from.</param>
public sealed record BehaviourRequest(string Package, string Prompt, string? Name, string? Dataset, string? Work, bool FromScratch = false);
