using MuJoCo;

namespace GenRL.Simulation;

/// <summary>How high a robot floats: the height of the lowest point of all its shapes above the ground at 0.</summary>
internal sealed class GroundClearance
{
    private enum Shape { Sphere = 2, Capsule = 3, Ellipsoid = 4, Cylinder = 5, Box = 6 }

    private readonly MjField<double> _sizes, _middles, _rotations;
    private readonly (int Geom, Shape Shape)[] _geoms;

    public GroundClearance(MjModel model, MjData data)
    {
        _sizes = model.Field<double>("geom_size");
        _middles = data.Field<double>("geom_xpos");
        _rotations = data.Field<double>("geom_xmat");
        MjField<int> bodies = model.Field<int>("geom_bodyid"), types = model.Field<int>("geom_type");
        // body 0 is the world itself
        _geoms = [.. Enumerable.Range(0, types.Rows).Where(geom => bodies[geom] != 0).Select(geom => (geom, (Shape)types[geom]))];
    }

    /// <summary>Of the state as it was computed last, in metres.</summary>
    /// <exception cref="InvalidOperationException">The robot has a shape that is none of those above.</exception>
    public double LowestM()
    {
        double lowest = double.PositiveInfinity;
        foreach ((int geom, Shape shape) in _geoms)
        {
            lowest = Math.Min(lowest, _middles.Row(geom)[2] - HalfHeight(shape, _sizes.Row(geom), _rotations.Row(geom)[6..]));
        }

        return lowest;
    }

    // vertical: the heights of the ends of the shape's own three unit axes
    private static double HalfHeight(Shape shape, ReadOnlySpan<double> size, ReadOnlySpan<double> vertical) => shape switch
    {
        Shape.Sphere => size[0],
        Shape.Capsule => Math.Abs(vertical[2]) * size[1] + size[0],
        Shape.Ellipsoid => Math.Sqrt(Square(vertical[0] * size[0]) + Square(vertical[1] * size[1]) + Square(vertical[2] * size[2])),
        Shape.Cylinder => Math.Abs(vertical[2]) * size[1] + Math.Sqrt(Math.Max(0, 1 - Square(vertical[2]))) * size[0],
        Shape.Box => Math.Abs(vertical[0]) * size[0] + Math.Abs(vertical[1]) * size[1] + Math.Abs(vertical[2]) * size[2],
        _ => throw new InvalidOperationException($"The extent of a shape of type {(int)shape} is not known."),
    };

    private static double Square(double value) => value * value;
}
