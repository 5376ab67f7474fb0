namespace GenRL.Robots;

/// <summary>A joint that an actuator moves.</summary>
/// <param name="Name">Name in MJCF, URDF and <c>/joint_states</c>.</param>
/// <param name="LowerRad">Lower position limit in radians.</param>
/// <param name="UpperRad">Upper position limit in radians.</param>
/// <param name="EffortNm">Largest torque that actuators may apply to it, in newton metres (of a motor: gear times largest control).</param>
/// <param name="VelocityRadPerS">Largest permitted speed in radians per second.</param>
public sealed record JointDescription(string Name, double LowerRad, double UpperRad, double EffortNm, double VelocityRadPerS);
