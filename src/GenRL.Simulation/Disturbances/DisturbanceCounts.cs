namespace GenRL.Simulation.Disturbances;

/// <summary>How often what went wrong.</summary>
/// <param name="Pushes">Pushes begun.</param>
/// <param name="FramesDropped">Camera frames lost.</param>
/// <param name="FramesLate">Camera frames sent late, those included that waited for one before them.</param>
/// <param name="NoisyFrames">Camera frames with noise.</param>
/// <param name="NoisyJointStates">Joint states with noise.</param>
public sealed record DisturbanceCounts(long Pushes, long FramesDropped, long FramesLate, long NoisyFrames, long NoisyJointStates);
