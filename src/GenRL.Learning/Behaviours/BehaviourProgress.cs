namespace GenRL.Learning.Behaviours;

/// <summary>How far a behaviour's training is.</summary>
/// <param name="Metrics">Means over the steps since the last report.</param>
/// <param name="TargetSteps">Steps the run ends at.</param>
/// <param name="MillisecondsPerStep">Mean duration of a step since the last report.</param>
/// <param name="Remaining">Estimated time to the end.</param>
public sealed record BehaviourProgress(BehaviourMetrics Metrics, long TargetSteps, double MillisecondsPerStep, TimeSpan Remaining);
