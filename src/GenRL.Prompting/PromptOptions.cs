namespace GenRL.Prompting;

/// <summary>Options of the prompt service.</summary>
public sealed record PromptOptions
{
    /// <summary>
    /// Similarity from which a known behaviour stands for a sentence. Paraphrases that differ in case or punctuation reach 1; different
    /// tasks of one robot stay below this (the video-language model's report).
    /// </summary>
    public double KnownAbove { get; init; } = 0.9;

    /// <summary>When a behaviour is learned for a sentence.</summary>
    public SpecialistLearning LearnSpecialist { get; init; } = SpecialistLearning.WhenNothingActs;

    /// <summary>Longest wait for control to take a behaviour over.</summary>
    public double CommitTimeoutS { get; init; } = 10;

    /// <summary>Seconds per frame of an animated preview.</summary>
    public double PreviewFrameS { get; init; } = 0.1;

    /// <summary>Checks ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public PromptOptions Validated()
    {
        if (KnownAbove is not (> 0 and <= 1))
        {
            throw new ArgumentException($"prompt.known_above is {KnownAbove}; it must be above 0 and at most 1.");
        }

        if (!Enum.IsDefined(LearnSpecialist))
        {
            throw new ArgumentException($"prompt.learn_specialist is {LearnSpecialist}; it must be never, when_nothing_acts or when_unknown.");
        }

        return CommitTimeoutS > 0 && PreviewFrameS > 0
            ? this
            : throw new ArgumentException("prompt.commit_timeout_s and prompt.preview_frame_s must be above 0.");
    }
}
