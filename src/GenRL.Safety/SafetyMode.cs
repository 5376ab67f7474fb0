namespace GenRL.Safety;

/// <summary>What the control node does with the robot. From every mode a disarm leads to <see cref="Inactive"/>.</summary>
public enum SafetyMode
{
    /// <summary>Not armed: zero torque.</summary>
    Inactive,

    /// <summary>The policy drives, inside the envelope.</summary>
    Active,

    /// <summary>The camera is late: the joints are held where they were, inside the envelope. Ends by itself when frames come again.</summary>
    Holding,

    /// <summary>The camera or the joint states are gone: zero torque until disarmed and armed again.</summary>
    Stopped,

    /// <summary>Something impossible arrived: zero torque until disarmed and armed again.</summary>
    Faulted,
}
