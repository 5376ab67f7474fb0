namespace GenRL.Prompting;

/// <summary>When a behaviour is learned for a sentence.</summary>
public enum SpecialistLearning
{
    /// <summary>Never: what neither a behaviour nor a conditioned policy can do is refused.</summary>
    Never,

    /// <summary>In the background, when neither a known behaviour nor a conditioned policy can act.</summary>
    WhenNothingActs,

    /// <summary>
    /// In the background, when no known behaviour is near enough; a conditioned policy acts meanwhile, where there is one. What is learned
    /// without data takes over when it is ready, better or not.
    /// </summary>
    WhenUnknown,
}
