namespace GenRL.Cli.Evaluation;

/// <summary>What decides the numbers of an evaluation.</summary>
/// <param name="Domain">Robot.</param>
/// <param name="Render">Render preset of the world.</param>
/// <param name="Episodes">Episodes of each policy and seed.</param>
/// <param name="Seeds">Seeds of starts and of what policies draw.</param>
/// <param name="Packages">Packages by method: the first digits of their manifests' hashes.</param>
internal sealed record EvaluationConfiguration(
    string Domain, string Render, int Episodes, IReadOnlyList<ulong> Seeds, IReadOnlyList<EvaluatedPackage> Packages);
