namespace GenRL.Safety;

/// <summary>Everything that forbids arming now.</summary>
[Flags]
public enum ArmRefusals
{
    None = 0,

    /// <summary>No behaviour is loaded.</summary>
    NoBehaviour = 1,

    /// <summary>No frame has come yet, or the last one is old.</summary>
    NoFreshFrame = 2,

    /// <summary>No joint states have come yet, or the last ones are old.</summary>
    NoFreshJointStates = 4,

    /// <summary>A joint is far outside its limits, or its position is not a number.</summary>
    JointOutsideLimits = 8,

    /// <summary>The robot was stopped; disarm first to acknowledge it.</summary>
    Stopped = 16,

    /// <summary>There was a fault; disarm first to acknowledge it.</summary>
    Faulted = 32,

    /// <summary>Something reported a fault just now.</summary>
    FaultPresent = 64,
}
