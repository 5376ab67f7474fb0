namespace GenRL.Learning.VideoLanguage;

/// <summary>Where a training run stands.</summary>
/// <param name="Stage">What is being done, such as <c>towers</c> or <c>alignment</c>.</param>
/// <param name="Step">Finished steps of the stage.</param>
/// <param name="Steps">All steps of the stage.</param>
/// <param name="Loss">Mean loss since the last report; 0 where there is none.</param>
/// <param name="PerSecond">Clips or captions per second since the last report.</param>
public sealed record VlmProgress(string Stage, int Step, int Steps, double Loss, double PerSecond);
