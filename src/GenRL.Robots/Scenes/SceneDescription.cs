namespace GenRL.Robots.Scenes;

/// <summary>
/// What a robot and its surroundings look like and how they move, for drawing them from joint positions alone: neither the
/// simulated model nor a physics engine is needed to show a recorded or a real robot. Metres, radians, z up, unit quaternions as
/// w, x, y, z.
/// </summary>
/// <param name="Robot">Name of the robot, such as <c>walker</c>.</param>
/// <param name="Joints">Actuated joints in action order, as in <see cref="RobotDescription"/>.</param>
/// <param name="Bodies">All bodies; entry 0 is the world, and parents come before their children.</param>
/// <param name="Geoms">What is seen.</param>
/// <param name="Lights">Where light comes from; may be empty.</param>
/// <param name="Cameras">Places to look from; may be empty.</param>
/// <param name="Sky">Colour of the sky; null for none.</param>
/// <param name="ReferencePose">[P] the pose in which the model is written down, such as standing straight.</param>
public sealed record SceneDescription(
    string Robot,
    IReadOnlyList<string> Joints,
    IReadOnlyList<SceneBody> Bodies,
    IReadOnlyList<SceneGeom> Geoms,
    IReadOnlyList<SceneLight> Lights,
    IReadOnlyList<SceneCamera> Cameras,
    SceneSky? Sky,
    IReadOnlyList<double> ReferencePose)
{
    /// <summary>Entries P of a pose.</summary>
    public int PoseSize => ReferencePose.Count;
}
