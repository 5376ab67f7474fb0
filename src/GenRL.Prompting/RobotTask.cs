namespace GenRL.Prompting;

/// <summary>The robot's task as the prompt service knows it.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="Prompt">The sentence that asked for it; empty when idle.</param>
/// <param name="Behaviour">The behaviour, or the sentence where the conditioned policy acts; empty when idle.</param>
/// <param name="Confidence">Confidence in the sentence.</param>
/// <param name="Progress">0 to 1 while a behaviour for it is learned, else 1.</param>
/// <param name="Message">For the operator.</param>
/// <param name="Kind">What carries it out; null when nothing does yet.</param>
/// <param name="RemainingS">Estimated seconds until it is learned; null when it is not being learned, or nothing can be said yet.</param>
public sealed record RobotTask(
    TaskPhase Phase, string Prompt, string Behaviour, double Confidence, double Progress, string Message, TaskKind? Kind = null, double? RemainingS = null)
{
    public static RobotTask Idle { get; } = new(TaskPhase.Idle, "", "", 0, 1, "no prompt yet");
}
