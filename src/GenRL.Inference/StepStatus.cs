namespace GenRL.Inference;

/// <summary>What came of one policy step.</summary>
public enum StepStatus
{
    /// <summary>The action is the policy's.</summary>
    Ok,

    /// <summary>No behaviour is loaded; the state followed the frame, the action is zero.</summary>
    NoBehaviour,

    /// <summary>A network gave NaN or infinity; the action is zero and the state was reset.</summary>
    NotFinite,
}
