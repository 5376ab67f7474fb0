namespace GenRL.Simulation.Motions.Figures;

/// <summary>A place in the plane of motion: metres forward and up.</summary>
public readonly record struct Point(double X, double Z);
