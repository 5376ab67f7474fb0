namespace GenRL.Prompting;

/// <summary>A task together with what control must be told for it.</summary>
/// <param name="Task">The task.</param>
/// <param name="Vector">Aligned embedding [D] for the conditioned policy; null where a behaviour carries the task out.</param>
internal sealed record Assignment(RobotTask Task, float[]? Vector)
{
    private static readonly char[] Breaks = ['\t', '\n', '\r'];

    /// <summary>A behaviour for a sentence.</summary>
    public static Assignment Specialist(PromptJudgement judgement, string behaviour) =>
        new(new RobotTask(TaskPhase.Active, judgement.Prompt, behaviour, judgement.Confidence, 1, "", TaskKind.Specialist), null);

    /// <summary>The conditioned policy for a sentence; the sentence, in one line, stands for a behaviour's name.</summary>
    public static Assignment Conditioned(PromptJudgement judgement) => new(
        new RobotTask(
            TaskPhase.Active, judgement.Prompt, string.Join(' ', judgement.Prompt.Split(Breaks, StringSplitOptions.RemoveEmptyEntries)),
            judgement.Confidence, 1, "", TaskKind.Conditioned),
        judgement.Aligned);

    /// <summary>True if a task makes the robot do the same for the same sentence.</summary>
    public bool Serves(RobotTask other) => (Task.Prompt, Task.Behaviour, Task.Kind) == (other.Prompt, other.Behaviour, other.Kind);
}
