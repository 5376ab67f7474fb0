namespace GenRL.Simulation.Motions.Figures;

/// <summary>Joint angles of one arm in degrees: shoulder forward positive (180 is straight up), elbow bent positive.</summary>
public readonly record struct Arm(double Shoulder, double Elbow);
