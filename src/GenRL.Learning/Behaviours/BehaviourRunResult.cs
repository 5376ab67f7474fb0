namespace GenRL.Learning.Behaviours;

/// <summary>How a run ended.</summary>
/// <param name="Steps">Gradient steps taken in all.</param>
/// <param name="Completed">False when the run was cancelled before its last step.</param>
/// <param name="CheckpointPath">The checkpoint that holds this state.</param>
/// <param name="Last">Metrics of the last step; null when no step was taken.</param>
public sealed record BehaviourRunResult(long Steps, bool Completed, string CheckpointPath, BehaviourMetrics? Last);
