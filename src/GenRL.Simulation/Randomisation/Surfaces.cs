using MuJoCo;

namespace GenRL.Simulation.Randomisation;

/// <summary>
/// The colours of the robot and of the ground. A geom is coloured by its material, or by itself where it has none or says otherwise.
/// Planes of the world are ground, whatever can move is robot, and a material of both counts as ground.
/// </summary>
internal sealed class Surfaces
{
    private const int World = 0, Plane = 0;

    // MuJoCo's own colour of a geom that names none; only then its material's holds
    private static readonly float[] Unnamed = [0.5f, 0.5f, 0.5f, 1];

    private readonly NominalField<float> _materials, _geoms;
    private readonly int[] _robotMaterials, _robotGeoms, _floorMaterials, _floorGeoms;

    public Surfaces(MjModel model)
    {
        _materials = new NominalField<float>(model.Field<float>("mat_rgba"));
        _geoms = new NominalField<float>(model.Field<float>("geom_rgba"));
        MjField<int> material = model.Field<int>("geom_matid"), body = model.Field<int>("geom_bodyid"), weld = model.Field<int>("body_weldid");
        MjField<int> type = model.Field<int>("geom_type");
        int[] geoms = [.. Enumerable.Range(0, type.Rows)];
        int[] robot = [.. geoms.Where(geom => weld[body[geom]] != World)];
        int[] floor = [.. geoms.Where(geom => body[geom] == World && type[geom] == Plane)];
        _floorMaterials = Materials(floor);
        _robotMaterials = [.. Materials(robot).Except(_floorMaterials)];
        (_robotGeoms, _floorGeoms) = ([.. robot.Where(HasOwnColour)], [.. floor.Where(HasOwnColour)]);

        int[] Materials(int[] of) => [.. of.Where(geom => !HasOwnColour(geom)).Select(geom => material[geom]).Distinct()];

        bool HasOwnColour(int geom) => material[geom] < 0 || !_geoms.Row(geom).SequenceEqual(Unnamed);
    }

    /// <summary>Puts the compiled colours back.</summary>
    public void Restore()
    {
        _materials.Restore();
        _geoms.Restore();
    }

    /// <summary>Changes red, green and blue of everything that moves.</summary>
    public void ChangeRobot(double[] rgb) => Change(_robotMaterials, _robotGeoms, rgb);

    /// <summary>Changes red, green and blue of the ground.</summary>
    public void ChangeFloor(double[] rgb) => Change(_floorMaterials, _floorGeoms, rgb);

    private void Change(int[] materials, int[] geoms, double[] rgb)
    {
        foreach (int material in materials)
        {
            Change(_materials.Row(material), rgb);
        }

        foreach (int geom in geoms)
        {
            Change(_geoms.Row(geom), rgb);
        }
    }

    private static void Change(Span<float> colour, double[] rgb)
    {
        for (int i = 0; i < rgb.Length; i++)
        {
            colour[i] = Math.Clamp(colour[i] + (float)rgb[i], 0f, 1f);
        }
    }
}
