namespace GenRL.Cli.Datasets;

/// <summary>What a subset of a dataset is.</summary>
/// <param name="Name">Name of the subset.</param>
/// <param name="Agent">Who collected it; null where that is unknown.</param>
/// <param name="PublishedFrames">Frames of the published dataset; null where that is unknown.</param>
/// <param name="Episodes">Episodes.</param>
/// <param name="Frames">Rows, resets included.</param>
/// <param name="ShortestRows">Rows of the shortest episode.</param>
/// <param name="LongestRows">Rows of the longest episode.</param>
/// <param name="Returns">Returns of its episodes by task.</param>
internal sealed record SubsetCard(
    string Name, string? Agent, long? PublishedFrames, int Episodes, long Frames, int ShortestRows, int LongestRows, IReadOnlyList<ReturnSpread> Returns);
