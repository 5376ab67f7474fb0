namespace GenRL.Learning.Baselines;

/// <summary>What the paper compares itself with (paper section 4.1, spec 7).</summary>
public enum BaselineMethod
{
    /// <summary>The reversed connector: the world model's states are mapped to embeddings, a policy is learned in imagination (spec 7.1).</summary>
    WmClip,

    /// <summary>Implicit Q-learning from pixels.</summary>
    Iql,

    /// <summary>Twin-delayed actor-critic from pixels.</summary>
    Td3,

    /// <summary>Twin-delayed actor-critic from pixels that stays near the data's actions.</summary>
    Td3Bc,
}
