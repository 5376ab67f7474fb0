namespace GenRL.Robots.Scenes;

/// <summary>A shape that is seen.</summary>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="Body">Index of the body it belongs to.</param>
/// <param name="Shape">What it is.</param>
/// <param name="SizeM">[3] plane: half lengths, 0 for an endless one; sphere: radius; capsule and cylinder: radius and half length along z; ellipsoid and box: half lengths.</param>
/// <param name="PositionM">[3] in the body's frame.</param>
/// <param name="Quaternion">[4] turn in the body's frame.</param>
/// <param name="Colour">[4] red, green, blue and opacity, each 0 to 1.</param>
/// <param name="Checker">The pattern on it; null when it has one colour.</param>
public sealed record SceneGeom(
    string? Name,
    int Body,
    SceneShape Shape,
    IReadOnlyList<double> SizeM,
    IReadOnlyList<double> PositionM,
    IReadOnlyList<double> Quaternion,
    IReadOnlyList<double> Colour,
    SceneChecker? Checker);
