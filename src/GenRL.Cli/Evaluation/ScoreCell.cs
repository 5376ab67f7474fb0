using GenRL.Cli.Pipelines;

namespace GenRL.Cli.Evaluation;

/// <summary>A score in a table of results.</summary>
/// <param name="Mean">Normalised with the published random and expert returns.</param>
/// <param name="Se">Its standard error.</param>
/// <param name="Row">What was measured; null for a published score.</param>
internal sealed record ScoreCell(double Mean, double Se, BehaviourScore? Row = null);
