namespace GenRL.Safety;

/// <summary>The outcome of one step.</summary>
public struct SafetyDecision
{
    /// <summary>The state to pass to the next step. Its torque is the command to send.</summary>
    public SafetyState State;

    /// <summary>Which limits changed the command that was wanted.</summary>
    public EnvelopeCuts Cuts;

    /// <summary>Why arming would be refused now; meaningful while not armed.</summary>
    public ArmRefusals Refusals;
}
