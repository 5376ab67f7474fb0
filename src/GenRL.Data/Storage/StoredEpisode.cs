namespace GenRL.Data;

/// <summary>An episode's entry in the index of a <see cref="FrameStore"/>.</summary>
/// <param name="File">Name of the file it came from; unique in the store.</param>
/// <param name="Start">Row of its reset.</param>
/// <param name="Length">Number of rows.</param>
/// <param name="Subset">Part of the dataset, such as <c>exploration</c>.</param>
/// <param name="Done">Whether its rows have been filled.</param>
public sealed record StoredEpisode(string File, long Start, int Length, string Subset, bool Done);
