namespace GenRL.Robots;

/// <summary>What the number that an actuator is sent means.</summary>
public enum CommandKind
{
    /// <summary>A torque of its joint in newton metres.</summary>
    Torque,

    /// <summary>Where to pull its joint, or a weighted sum of joints (a tendon): radians, or metres for a sliding joint.</summary>
    Target,
}
