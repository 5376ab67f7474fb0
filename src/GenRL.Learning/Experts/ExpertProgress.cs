namespace GenRL.Learning.Experts;

/// <summary>Where an expert run stands after an episode.</summary>
/// <param name="Steps">Agent steps taken.</param>
/// <param name="TotalSteps">Agent steps of the run.</param>
/// <param name="StepsPerSecond">Mean rate so far.</param>
/// <param name="Remaining">Estimated time to the end.</param>
/// <param name="Task">Task of the episode.</param>
/// <param name="Return">Its return in that task.</param>
public sealed record ExpertProgress(int Steps, int TotalSteps, double StepsPerSecond, TimeSpan Remaining, string Task, double Return);
