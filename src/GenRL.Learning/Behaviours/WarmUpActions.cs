namespace GenRL.Learning.Behaviours;

/// <summary>Who acts while data-free start states are warmed up (spec 6, step 4).</summary>
public enum WarmUpActions
{
    /// <summary>Every drawn latent is warmed up twice, once with random actions and once by the policy.</summary>
    Half,

    /// <summary>Uniform random actions only.</summary>
    Random,

    /// <summary>The current policy only.</summary>
    Policy,

    /// <summary>Every state tosses a coin at each step: a random action or the policy's. How the paper's text reads.</summary>
    Mixed,
}
