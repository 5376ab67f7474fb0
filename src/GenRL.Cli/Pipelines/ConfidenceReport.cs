namespace GenRL.Cli.Pipelines;

/// <summary>How well a fitted confidence tells sense from nonsense.</summary>
/// <param name="Package">Folder of the package.</param>
/// <param name="Sensible">Sensible sentences it was fitted to.</param>
/// <param name="Nonsense">Nonsensical ones.</param>
/// <param name="Auroc">Chance that a sensible sentence ranks above a nonsensical one, on sentences left out of the fit.</param>
/// <param name="RefuseBelow">Confidence below which a sentence is refused.</param>
/// <param name="WarnBelow">Confidence below which it is taken with a warning.</param>
/// <param name="SensibleRefused">Share of the sensible sentences that are refused.</param>
/// <param name="NonsenseRefused">Share of the nonsensical ones.</param>
public sealed record ConfidenceReport(
    string Package, int Sensible, int Nonsense, double Auroc, double RefuseBelow, double WarnBelow, double SensibleRefused, double NonsenseRefused);
