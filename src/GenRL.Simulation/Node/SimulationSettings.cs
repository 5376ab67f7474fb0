using GenRL.Simulation.Disturbances;
using GenRL.Simulation.Randomisation;

namespace GenRL.Simulation.Node;

/// <summary>What of a simulator is configured by presets and single overrides, section <c>sim</c>.</summary>
public sealed record SimulationSettings
{
    /// <summary>What differs from one start to the next.</summary>
    public RandomisationOptions Randomisation { get; init; } = new();

    /// <summary>What goes wrong while the robot runs.</summary>
    public DisturbanceOptions Disturbances { get; init; } = new();

    /// <summary>Simulated seconds without a joint command after which the actuators are switched off.</summary>
    public double CommandTimeoutS { get; init; } = 0.5;

    /// <summary>Real seconds that a command may take in lockstep once the first one came.</summary>
    public double LockstepTimeoutS { get; init; } = 10;

    /// <exception cref="ArgumentException">A value makes no sense; the message names it.</exception>
    public void Validate()
    {
        Randomisation.Validate();
        Disturbances.Validate();
        RequireTime(CommandTimeoutS, "command timeout");
        RequireTime(LockstepTimeoutS, "lockstep timeout");
    }

    private static void RequireTime(double seconds, string what)
    {
        const double day = 86400;
        if (!(seconds > 0 && seconds <= day))
        {
            throw new ArgumentException(FormattableString.Invariant($"The {what} is {seconds} s; it must be above 0 and at most a day."));
        }
    }
}
