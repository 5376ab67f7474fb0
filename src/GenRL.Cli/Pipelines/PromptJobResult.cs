namespace GenRL.Cli.Pipelines;

/// <summary>How the behaviour of a list of prompts ended.</summary>
/// <param name="Behaviour">Its name.</param>
/// <param name="Done">Whether it is in the package.</param>
/// <param name="Failures">Messages of attempts that failed.</param>
public sealed record PromptJobResult(string Behaviour, bool Done, IReadOnlyList<string> Failures);
