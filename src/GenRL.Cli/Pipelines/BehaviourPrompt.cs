namespace GenRL.Cli.Pipelines;

/// <summary>A behaviour to learn.</summary>
/// <param name="Name">Name in the package; that of its task where there is one.</param>
/// <param name="Sentence">The prompt.</param>
public sealed record BehaviourPrompt(string Name, string Sentence);
