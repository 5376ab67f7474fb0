namespace GenRL.Data.Clips;

/// <summary>One file of a corpus.</summary>
/// <param name="File">Name inside the corpus folder.</param>
/// <param name="Split">Which part of the corpus its clips belong to.</param>
/// <param name="Count">Number of clips.</param>
public sealed record ClipShardEntry(string File, string Split, int Count);
