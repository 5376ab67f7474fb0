namespace GenRL.Data;

/// <summary>Where an episode lies among the rows of a dataset.</summary>
/// <param name="Start">Row of its reset.</param>
/// <param name="Length">Number of rows.</param>
/// <param name="Subset">Part of the dataset it belongs to, such as <c>exploration</c>.</param>
public readonly record struct EpisodeSpan(long Start, int Length, string Subset);
