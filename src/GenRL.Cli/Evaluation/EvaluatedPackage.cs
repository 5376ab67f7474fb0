namespace GenRL.Cli.Evaluation;

/// <summary>A package that took part in an evaluation.</summary>
/// <param name="Method">Column of the table of results.</param>
/// <param name="Package">First digits of its manifest's hash.</param>
internal sealed record EvaluatedPackage(string Method, string Package);
