namespace GenRL.Safety;

/// <summary>All that the state machine remembers from one step to the next. The default value is the state at start.</summary>
public struct SafetyState
{
    public SafetyMode Mode;

    public SafetyReason Reason;

    /// <summary>Time of the last step; earlier times count as this one.</summary>
    public long TimeNs;

    /// <summary>False before the first step.</summary>
    public bool Started;

    /// <summary>Arrival of the newest frame when holding began; only a newer one ends it.</summary>
    public long HeldFrameNs;

    /// <summary>Pose that is held, in radians.</summary>
    public JointVector HoldPoseRad;

    /// <summary>The last command, in newton metres.</summary>
    public JointVector TorqueNm;
}
