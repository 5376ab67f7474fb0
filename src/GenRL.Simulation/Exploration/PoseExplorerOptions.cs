namespace GenRL.Simulation.Exploration;

/// <summary>How a <see cref="PoseExplorer"/> moves.</summary>
public sealed record PoseExplorerOptions
{
    /// <summary>Fewest agent steps that a pose is held.</summary>
    public int MinHoldSteps { get; init; } = 8;

    /// <summary>Most agent steps that a pose is held.</summary>
    public int MaxHoldSteps { get; init; } = 50;

    /// <summary>Angle in radians at which a joint pulls with its whole torque; drawn log-uniformly per pose between these two.</summary>
    public double StiffAngleRad { get; init; } = 0.25;

    /// <inheritdoc cref="StiffAngleRad"/>
    public double SoftAngleRad { get; init; } = 1.5;

    /// <summary>
    /// Damping relative to stiffness in seconds (1 / the speed that cancels one radian of error); drawn uniformly per pose up
    /// to this. Without damping the robot bounces and tumbles, at 0.02 it tracks best, from 0.1 on it trembles (measured on the walker).
    /// </summary>
    public double MaxDampingS { get; init; } = 0.04;

    /// <inheritdoc cref="MaxDampingS"/>
    public double MinDampingS { get; init; }

    /// <summary>Probability that a pose is the same for matching joints of both sides, as in kneeling or jumping.</summary>
    public double SymmetricShare { get; init; } = 0.25;

    /// <summary>Probability that a joint is sent to one of its limits.</summary>
    public double LimitShare { get; init; } = 0.15;

    /// <summary>Largest standard deviation of the noise on actions; an episode's is uniform between 0 and this.</summary>
    public double MaxNoise { get; init; } = 0.3;

    /// <summary>Probability that uniform random actions take the place of a pose for its duration.</summary>
    public double RandomShare { get; init; } = 0.05;
}
