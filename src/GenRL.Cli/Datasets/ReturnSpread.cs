namespace GenRL.Cli.Datasets;

/// <summary>Returns of a subset's episodes in one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Mean">Mean return.</param>
/// <param name="Least">Smallest return.</param>
/// <param name="Most">Largest return.</param>
internal sealed record ReturnSpread(string Task, double Mean, double Least, double Most);
