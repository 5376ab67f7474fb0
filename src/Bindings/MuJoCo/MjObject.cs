namespace MuJoCo;

/// <summary>Kinds of named model elements (MuJoCo's <c>mjtObj</c>).</summary>
public enum MjObject
{
    Body = 1,
    Joint = 3,
    Geom = 5,
    Site = 6,
    Camera = 7,
    Light = 8,
    Texture = 12,
    Material = 13,
    Equality = 16,
    Tendon = 17,
    Actuator = 18,
    Sensor = 19,
    Key = 23,
}
