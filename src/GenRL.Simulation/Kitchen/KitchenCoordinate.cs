namespace GenRL.Simulation.Kitchen;

/// <summary>One of the thirty position readings of the task specification, section 6.1.</summary>
/// <param name="Joint">Joint it is read from; null for an object that this kitchen does not have, whose reading is always 0.</param>
/// <param name="Offset">Which number of the joint's position: 0, except for the kettle's free joint.</param>
/// <param name="NoiseAmplitude">Largest error of a noisy reading, in the joint's unit.</param>
public readonly record struct KitchenCoordinate(string? Joint, int Offset, double NoiseAmplitude);
