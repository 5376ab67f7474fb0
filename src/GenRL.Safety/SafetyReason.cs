namespace GenRL.Safety;

/// <summary>Why the state machine is where it is.</summary>
public enum SafetyReason
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Nobody armed the robot, or somebody disarmed it.</summary>
    NotArmed,

    /// <summary>The last frame is older than the hold limit.</summary>
    FrameLate,

    /// <summary>The last frame is older than the stop limit.</summary>
    FrameLost,

    /// <summary>The last joint states are too old to limit a command by.</summary>
    JointStatesLost,

    /// <summary>A frame had the wrong size or encoding.</summary>
    FrameMalformed,

    /// <summary>Joint states lacked a joint or disagreed in length.</summary>
    JointStatesMalformed,

    /// <summary>A joint position or velocity was NaN or infinite.</summary>
    JointStatesNotFinite,

    /// <summary>The policy asked for NaN or infinity.</summary>
    CommandNotFinite,

    /// <summary>The policy could not be run.</summary>
    PolicyFailed,
}
