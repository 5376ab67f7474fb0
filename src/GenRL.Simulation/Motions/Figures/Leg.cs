namespace GenRL.Simulation.Motions.Figures;

/// <summary>Joint angles of one leg in degrees: hip forward positive, knee bent negative, toes up positive (the walker's signs).</summary>
public readonly record struct Leg(double Hip, double Knee, double Ankle);
