namespace GenRL.Robots.Scenes;

/// <summary>A pattern of squares.</summary>
/// <param name="First">[3] red, green and blue of the square next to the origin, each 0 to 1.</param>
/// <param name="Second">[3] of its neighbours.</param>
/// <param name="SquareM">Side of a square in metres.</param>
public sealed record SceneChecker(IReadOnlyList<double> First, IReadOnlyList<double> Second, double SquareM);
