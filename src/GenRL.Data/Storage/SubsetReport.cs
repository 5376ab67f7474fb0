namespace GenRL.Data;

/// <summary>What a subset of a dataset holds.</summary>
/// <param name="Name">Name of the subset.</param>
/// <param name="Episodes">Readable episodes.</param>
/// <param name="Frames">Their rows, resets included.</param>
/// <param name="ShortestRows">Rows of the shortest.</param>
/// <param name="LongestRows">Rows of the longest.</param>
/// <param name="Returns">Return of every episode, by task.</param>
public sealed record SubsetReport(
    string Name, int Episodes, long Frames, int ShortestRows, int LongestRows, IReadOnlyDictionary<string, IReadOnlyList<double>> Returns);
