namespace GenRL.Data;

/// <summary>Size of one part of a dataset.</summary>
/// <param name="Name">Such as <c>exploration</c>, <c>walk</c> or <c>random</c>.</param>
/// <param name="Episodes">Number of episodes.</param>
/// <param name="Steps">Rows of these episodes.</param>
public sealed record DatasetSubset(string Name, int Episodes, long Steps);
