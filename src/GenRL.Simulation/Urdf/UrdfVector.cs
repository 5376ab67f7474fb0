using System.Globalization;

namespace GenRL.Simulation.Urdf;

/// <summary>A place in metres, or the three angles of a turn in radians, as URDF writes them.</summary>
internal readonly record struct UrdfVector(double X, double Y, double Z)
{
    public static UrdfVector operator +(UrdfVector a, UrdfVector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static UrdfVector operator -(UrdfVector a, UrdfVector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static UrdfVector Of(ReadOnlySpan<double> values) => new(values[0], values[1], values[2]);

    /// <summary>Roll, pitch and yaw (about the fixed x, then y, then z axis) of a unit quaternion w, x, y, z.</summary>
    public static UrdfVector Angles(ReadOnlySpan<double> quaternion)
    {
        double w = quaternion[0], x = quaternion[1], y = quaternion[2], z = quaternion[3];
        double sine = 2 * (w * y - z * x);
        if (Math.Abs(sine) > 1 - 1e-9)
        {
            // roll and yaw turn about the same axis here: all of it is roll
            return new UrdfVector(2 * Math.Atan2(x, w), Math.CopySign(Math.PI / 2, sine), 0);
        }

        return new UrdfVector(
            Math.Atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)),
            Math.Asin(sine),
            Math.Atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)));
    }

    /// <summary>This place turned by a unit quaternion w, x, y, z.</summary>
    public UrdfVector Rotated(ReadOnlySpan<double> quaternion)
    {
        double w = quaternion[0];
        var axis = new UrdfVector(quaternion[1], quaternion[2], quaternion[3]);
        UrdfVector once = axis.Cross(this);
        UrdfVector twice = axis.Cross(once);
        return new UrdfVector(X + 2 * (w * once.X + twice.X), Y + 2 * (w * once.Y + twice.Y), Z + 2 * (w * once.Z + twice.Z));
    }

    private UrdfVector Cross(UrdfVector other) =>
        new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Written(X):0.############} {Written(Y):0.############} {Written(Z):0.############}");

    // a zero is written without a sign, whichever way it was rounded
    private static double Written(double value) => Math.Round(value, 12) + 0.0;
}
