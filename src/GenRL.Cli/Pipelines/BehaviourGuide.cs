namespace GenRL.Cli.Pipelines;

/// <summary>
/// What behaviours learn from. Sentences are the product; the other two take one link out of the chain each, and so show which of
/// them loses a score.
/// </summary>
public enum BehaviourGuide
{
    /// <summary>The task's prompt, through language, aligner and connector.</summary>
    Sentence,

    /// <summary>What the task's best windows in the dataset look like, as a video prompt: language is left out.</summary>
    Video,

    /// <summary>The task's true reward as the world model predicts it: language, aligner and connector are left out.</summary>
    Reward,
}
