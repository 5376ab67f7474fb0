namespace GenRL.Robots.Scenes;

/// <summary>A source of light.</summary>
/// <param name="Body">Index of the body it moves with.</param>
/// <param name="Directional">Whether its rays are parallel.</param>
/// <param name="PositionM">[3] in the body's frame.</param>
/// <param name="Direction">[3] unit vector in which it shines, in the body's frame.</param>
/// <param name="Colour">[3] red, green and blue, each 0 to 1.</param>
public sealed record SceneLight(
    int Body, bool Directional, IReadOnlyList<double> PositionM, IReadOnlyList<double> Direction, IReadOnlyList<double> Colour);
