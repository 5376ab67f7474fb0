namespace GenRL.Robots;

/// <summary>Which entries of a joint-space pose (<see cref="IEnvironment.ReadPose"/>) are what.</summary>
/// <param name="Joints">Entry of every joint of <see cref="RobotDescription.Joints"/>, in their order.</param>
/// <param name="Height">Entry of the torso's height in metres, up to a constant; null when the pose has none.</param>
/// <param name="Pitch">Entry of the torso's pitch in radians, 0 upright; null when the pose has none.</param>
public sealed record PoseLayout(IReadOnlyList<int> Joints, int? Height, int? Pitch);
