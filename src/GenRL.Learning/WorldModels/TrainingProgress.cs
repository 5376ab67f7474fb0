namespace GenRL.Learning.WorldModels;

/// <summary>Where a training run stands.</summary>
/// <param name="Phase"><c>joint</c>, <c>encode</c> or <c>cached</c>.</param>
/// <param name="Step">Steps done in the phase.</param>
/// <param name="Steps">Steps of the phase.</param>
/// <param name="StepsPerSecond">Since the phase was entered.</param>
/// <param name="Remaining">Estimated time to the end of the phase.</param>
/// <param name="Losses">Mean losses since the last report, by name.</param>
public sealed record TrainingProgress(
    string Phase, long Step, long Steps, double StepsPerSecond, TimeSpan Remaining, IReadOnlyDictionary<string, double> Losses);
