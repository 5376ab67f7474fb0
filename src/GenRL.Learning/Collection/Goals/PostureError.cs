namespace GenRL.Learning.Collection.Goals;

/// <summary>How far a posture is from a wanted one.</summary>
/// <param name="JointRad">Mean absolute error of the joints.</param>
/// <param name="HeightM">Absolute error of the torso's height.</param>
/// <param name="PitchRad">Absolute error of the torso's pitch.</param>
public readonly record struct PostureError(double JointRad, double HeightM, double PitchRad);
