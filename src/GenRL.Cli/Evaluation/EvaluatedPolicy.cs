using GenRL.Data;

namespace GenRL.Cli.Evaluation;

/// <summary>A policy to be evaluated: how it is obtained is its maker's business.</summary>
/// <param name="Method">Who learned it: the column of the table of results.</param>
/// <param name="Domain">Robot it acts for.</param>
/// <param name="Behaviour">Its name.</param>
/// <param name="Prompt">Sentence it follows; empty for none.</param>
/// <param name="Package">Tells its package apart from others; null for none.</param>
/// <param name="Tasks">Tasks it is judged by.</param>
/// <param name="Agent">Makes it act; called once per thread.</param>
internal sealed record EvaluatedPolicy(
    string Method, string Domain, string Behaviour, string Prompt, string? Package, IReadOnlyList<string> Tasks, Func<ICollectionAgent> Agent);
