namespace GenRL.Robots.Scenes;

/// <summary>Shapes, numbered as in MuJoCo's <c>mjtGeom</c>.</summary>
public enum SceneShape
{
    Plane = 0,
    Sphere = 2,
    Capsule = 3,
    Ellipsoid = 4,
    Cylinder = 5,
    Box = 6,
}
