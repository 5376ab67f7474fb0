namespace GenRL.Inference;

/// <summary>How a latent is picked from its distribution.</summary>
public enum LatentChoice
{
    /// <summary>Drawn at random, as the evaluation protocol has it (section 9.1).</summary>
    Sample,

    /// <summary>The most probable class of each variable.</summary>
    Mode,
}
