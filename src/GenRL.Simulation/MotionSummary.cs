namespace GenRL.Simulation;

/// <summary>Where a robot's body is and how it moves, for logs and summaries.</summary>
/// <param name="TorsoXM">World x of the torso in metres; the start is at 0.</param>
/// <param name="TorsoHeightM">Height of the torso above the ground in metres.</param>
/// <param name="SpeedMPerS">Forward speed of the whole body's centre of mass in metres per second.</param>
/// <param name="Upright">Cosine of the torso's tilt: 1 upright, -1 upside down.</param>
public readonly record struct MotionSummary(double TorsoXM, double TorsoHeightM, double SpeedMPerS, double Upright);
