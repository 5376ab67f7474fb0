namespace GenRL.Cli.Pipelines;

/// <summary>What an agent that acts on frames collected.</summary>
/// <param name="Subset">Part of the dataset it is in.</param>
/// <param name="Episodes">Episodes of the subset.</param>
/// <param name="Steps">Agent steps of the run, earlier ones included.</param>
public sealed record DreamerCollectionResult(string Subset, int Episodes, int Steps);
