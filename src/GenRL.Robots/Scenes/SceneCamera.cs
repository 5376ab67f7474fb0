namespace GenRL.Robots.Scenes;

/// <summary>A place to look from: along its negative z axis, with y up in the picture.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Body">Index of the body it belongs to.</param>
/// <param name="Turns">Whether it turns with the body; otherwise it only follows the body's place.</param>
/// <param name="PositionM">[3] in the body's frame.</param>
/// <param name="Quaternion">[4] turn in the body's frame.</param>
/// <param name="FieldOfViewRad">Vertical opening angle.</param>
public sealed record SceneCamera(
    string Name, int Body, bool Turns, IReadOnlyList<double> PositionM, IReadOnlyList<double> Quaternion, double FieldOfViewRad);
