namespace GenRL.Simulation.Motions.Figures;

/// <summary>Where the parts of a figure are. Feet are the middles of the foot capsules.</summary>
public readonly record struct FigurePoints(
    Point Torso, Point Hip, Point RightKnee, Point RightAnkle, Point RightFoot, Point LeftKnee, Point LeftAnkle, Point LeftFoot);
