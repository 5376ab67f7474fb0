using GenRL.Simulation.Disturbances;

namespace GenRL.Simulation.Node;

/// <summary>What a simulated robot went through.</summary>
/// <param name="SimulatedS">Simulated seconds.</param>
/// <param name="ControlSteps">Physics advances, 40 per simulated second for the walker.</param>
/// <param name="Frames">Camera frames published.</param>
/// <param name="CommandsAccepted">Joint commands used.</param>
/// <param name="CommandsRejected">Joint commands of wrong length, with values that are not finite, or not readable at all.</param>
/// <param name="CommandTimeouts">Times the actuators were switched off for want of commands.</param>
/// <param name="Resets">Starts after the first one.</param>
/// <param name="Divergences">Times the physics broke down and the robot was started again.</param>
/// <param name="LateSteps">Control steps that began more than a period late.</param>
/// <param name="WorstLatenessS">Largest delay of a step in real seconds.</param>
/// <param name="DistanceM">Way of the torso forward since the last start, in metres.</param>
public sealed record SimulationReport(
    double SimulatedS,
    long ControlSteps,
    long Frames,
    long CommandsAccepted,
    long CommandsRejected,
    long CommandTimeouts,
    long Resets,
    long Divergences,
    long LateSteps,
    double WorstLatenessS,
    double DistanceM)
{
    /// <summary>Namespace of its topics, <c>/</c> for none.</summary>
    public string Namespace { get; init; } = "/";

    /// <summary>Simulated seconds per real second while it ran, pauses left out.</summary>
    public double SpeedFactor { get; init; }

    /// <summary>What went wrong on purpose.</summary>
    public DisturbanceCounts Disturbances { get; init; } = new(0, 0, 0, 0, 0);
}
