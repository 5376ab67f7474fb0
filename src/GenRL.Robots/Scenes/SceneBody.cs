namespace GenRL.Robots.Scenes;

/// <summary>A rigid part.</summary>
/// <param name="Name">Name in MJCF and URDF.</param>
/// <param name="Parent">Index of the body it hangs on; the world, body 0, is its own parent.</param>
/// <param name="PositionM">[3] in the parent's frame, with all joints at their reference.</param>
/// <param name="Quaternion">[4] turn in the parent's frame, likewise.</param>
/// <param name="Joints">How it moves against its parent; several act one after the other. Empty when it is fixed.</param>
public sealed record SceneBody(
    string Name, int Parent, IReadOnlyList<double> PositionM, IReadOnlyList<double> Quaternion, IReadOnlyList<SceneJoint> Joints);
