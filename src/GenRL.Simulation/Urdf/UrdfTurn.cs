namespace GenRL.Simulation.Urdf;

/// <summary>A turn as a unit quaternion.</summary>
internal readonly record struct UrdfTurn(double W, double X, double Y, double Z)
{
    /// <summary>No turn.</summary>
    public static UrdfTurn None { get; } = new(1, 0, 0, 0);

    /// <summary>Half a turn about x: from a camera that looks along -z with y up to one that looks along z with y down (REP 103).</summary>
    public static UrdfTurn CameraToOptical { get; } = new(0, 1, 0, 0);

    /// <summary>From an optical frame (z ahead, x right, y down) to a camera's link (x ahead, y left, z up), as REP 103 has them.</summary>
    public static UrdfTurn OpticalToLink { get; } = new(0.5, 0.5, -0.5, 0.5);

    /// <summary>The first turn's axes, turned by the second within them.</summary>
    public static UrdfTurn operator *(UrdfTurn a, UrdfTurn b) => new(
        a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z,
        a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
        a.W * b.Y - a.X * b.Z + a.Y * b.W + a.Z * b.X,
        a.W * b.Z + a.X * b.Y - a.Y * b.X + a.Z * b.W);

    public static UrdfTurn Of(ReadOnlySpan<double> values) => new(values[0], values[1], values[2], values[3]);

    /// <summary>A turn by an angle in radians about a unit axis.</summary>
    public static UrdfTurn About(UrdfVector axis, double angle)
    {
        double sine = Math.Sin(angle / 2);
        return new UrdfTurn(Math.Cos(angle / 2), axis.X * sine, axis.Y * sine, axis.Z * sine);
    }

    /// <summary>The turn back.</summary>
    public UrdfTurn Inverse => new(W, -X, -Y, -Z);

    /// <summary>Roll, pitch and yaw.</summary>
    public UrdfVector Angles => UrdfVector.Angles([W, X, Y, Z]);

    /// <summary>A place turned by this.</summary>
    public UrdfVector Apply(UrdfVector place) => place.Rotated([W, X, Y, Z]);
}
