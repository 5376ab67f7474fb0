namespace GenRL.Simulation.Kitchen;

/// <summary>
/// The kitchen's action law (task specification, section 6.1): an action is a velocity, and the servos are told the position that it leads
/// to from the measured one. Gravity's sag is therefore neither accumulated nor compensated.
/// </summary>
public static class VelocityCommand
{
    /// <summary>Velocity of a full action in rad/s, m/s for fingers, which closes or opens them whatever their position.</summary>
    public const double FullSpeed = 2;

    /// <summary>Seconds over which it is integrated: one control step.</summary>
    public const double PeriodS = 0.08;

    /// <summary>Lowest positions that servos are told, in action order.</summary>
    public static IReadOnlyList<double> Lowest { get; } = [-2.9, -1.8, -2.9, -3.1, -2.9, 0, -2.9, 0, 0];

    /// <summary>Highest positions that servos are told, in action order.</summary>
    public static IReadOnlyList<double> Highest { get; } = [2.9, 1.8, 2.9, 0, 2.9, 3.8, 2.9, 0.04, 0.04];

    /// <summary>The position that a servo is told.</summary>
    /// <param name="joint">Joint, in action order.</param>
    /// <param name="measured">Its reading.</param>
    /// <param name="action">Its action; clipped to [-1, 1].</param>
    public static double Target(int joint, double measured, double action) =>
        Math.Clamp(measured + FullSpeed * Math.Clamp(action, -1, 1) * PeriodS, Lowest[joint], Highest[joint]);
}
