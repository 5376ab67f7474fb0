namespace GenRL.Safety;

/// <summary>All that the state machine is told in one step. Times are of the same monotonic clock, taken when something arrived here.</summary>
public struct SafetyInputs
{
    /// <summary>Stands for "has never arrived".</summary>
    public const long Never = long.MinValue;

    public long NowNs;

    /// <summary>Whether the operator wants the robot armed.</summary>
    public bool ArmRequested;

    /// <summary>Whether a behaviour is loaded.</summary>
    public bool HasBehaviour;

    /// <summary>Arrival of the newest sound frame, or <see cref="Never"/>.</summary>
    public long FrameArrivalNs;

    /// <summary>Arrival of the newest sound joint states, or <see cref="Never"/>.</summary>
    public long JointStatesArrivalNs;

    /// <summary>A fault that reading the inputs or running the policy found, else <see cref="SafetyReason.None"/>.</summary>
    public SafetyReason Fault;

    /// <summary>Newest joint positions in radians.</summary>
    public JointVector PositionRad;

    /// <summary>Newest joint velocities in radians per second.</summary>
    public JointVector VelocityRadPerS;

    /// <summary>What the policy wants, in newton metres.</summary>
    public JointVector TorqueNm;
}
