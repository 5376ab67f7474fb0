using System.Globalization;
using System.Xml;
using GenRL.Simulation.Viewing;
using MuJoCo;

namespace GenRL.Simulation.Urdf;

/// <summary>
/// Writes a body's geoms: visual shapes where MuJoCo shows them, collision shapes where it lets them touch. A capsule becomes a
/// cylinder with a sphere at either end, and an ellipsoid, which URDF does not know either, a box of its proportions and volume.
/// Planes have no end, which no shape of URDF has: they are left out.
/// </summary>
internal sealed class UrdfShapes(MjModel model, XmlWriter xml)
{
    private enum GeomType { Plane = 0, Sphere = 2, Capsule = 3, Ellipsoid = 4, Cylinder = 5, Box = 6 }

    // groups of geoms that MuJoCo shows unless told otherwise
    private const int ShownGroups = 3;

    // half a side of the cube that has the volume of a ball of radius 1
    private static readonly double BoxOfBall = Math.Cbrt(Math.PI / 6);

    private readonly SceneMaterials _materials = new(model);

    /// <param name="body">The body; 0 is the world.</param>
    /// <param name="linkOffset">Where the link's frame lies in the body's.</param>
    public void Write(int body, UrdfVector linkOffset)
    {
        int first = model.Field<int>("body_geomadr")[body], geoms = model.Field<int>("body_geomnum")[body];
        foreach ((string kind, Func<int, bool> holds) in new[] { ("visual", (Func<int, bool>)IsSeen), ("collision", Touches) })
        {
            for (int geom = first; geom < first + geoms; geom++)
            {
                if (holds(geom))
                {
                    WriteGeom(kind, geom, linkOffset);
                }
            }
        }
    }

    private bool IsSeen(int geom) => model.Field<int>("geom_group")[geom] < ShownGroups && _materials.Colour(geom)[3] > 0;

    private bool Touches(int geom) => (model.Field<int>("geom_contype")[geom] | model.Field<int>("geom_conaffinity")[geom]) != 0;

    private void WriteGeom(string kind, int geom, UrdfVector linkOffset)
    {
        double[] size = model.Field<double>("geom_size").Row(geom).ToArray();
        double[] quaternion = model.Field<double>("geom_quat").Row(geom).ToArray();
        UrdfVector middle = UrdfVector.Of(model.Field<double>("geom_pos").Row(geom)) - linkOffset;
        UrdfVector turn = UrdfVector.Angles(quaternion);
        switch ((GeomType)model.Field<int>("geom_type")[geom])
        {
            case GeomType.Plane:
                break;
            case GeomType.Sphere:
                WriteShape(kind, geom, middle, turn, "sphere", ("radius", size[0]));
                break;
            case GeomType.Box:
                WriteBox(kind, geom, middle, turn, size);
                break;
            case GeomType.Ellipsoid:
                WriteBox(kind, geom, middle, turn, [.. size.Select(half => half * BoxOfBall)]);
                break;
            case GeomType.Cylinder:
                WriteShape(kind, geom, middle, turn, "cylinder", ("radius", size[0]), ("length", 2 * size[1]));
                break;
            case GeomType.Capsule:
                UrdfVector end = new UrdfVector(0, 0, size[1]).Rotated(quaternion);
                WriteShape(kind, geom, middle, turn, "cylinder", ("radius", size[0]), ("length", 2 * size[1]));
                WriteShape(kind, geom, middle + end, turn, "sphere", ("radius", size[0]));
                WriteShape(kind, geom, middle - end, turn, "sphere", ("radius", size[0]));
                break;
            default:
                throw new InvalidOperationException(
                    $"Geom {model.Name(MjObject.Geom, geom) ?? geom.ToString(CultureInfo.InvariantCulture)} has a shape that URDF does not know.");
        }
    }

    private void WriteBox(string kind, int geom, UrdfVector middle, UrdfVector turn, double[] size)
    {
        Open(kind, middle, turn);
        xml.WriteUrdfElement("box", ("size", new UrdfVector(2 * size[0], 2 * size[1], 2 * size[2]).ToString()));
        Close(kind, geom);
    }

    private void WriteShape(
        string kind, int geom, UrdfVector middle, UrdfVector turn, string shape, params ReadOnlySpan<(string Name, double Value)> measures)
    {
        Open(kind, middle, turn);
        xml.WriteStartElement(shape);
        foreach ((string name, double value) in measures)
        {
            xml.WriteAttributeString(name, value.ToString("0.############", CultureInfo.InvariantCulture));
        }

        xml.WriteEndElement();
        Close(kind, geom);
    }

    private void Open(string kind, UrdfVector middle, UrdfVector turn)
    {
        xml.WriteStartElement(kind);
        xml.WriteUrdfElement("origin", ("xyz", middle.ToString()), ("rpy", turn.ToString()));
        xml.WriteStartElement("geometry");
    }

    private void Close(string kind, int geom)
    {
        xml.WriteEndElement();
        if (kind == "visual")
        {
            WriteMaterial(geom);
        }

        xml.WriteEndElement();
    }

    // a material's name stands for one colour in the whole of a URDF
    private void WriteMaterial(int geom)
    {
        int material = model.Field<int>("geom_matid")[geom];
        double[] colour = _materials.Colour(geom);
        bool own = material < 0 || !colour.Take(3).SequenceEqual(model.Field<float>("mat_rgba").Row(material).ToArray().Take(3).Select(SceneMaterials.Rounded));
        xml.WriteStartElement("material");
        xml.WriteAttributeString("name", own ? $"colour_{geom}" : model.Name(MjObject.Material, material) ?? $"material_{material}");
        xml.WriteUrdfElement("color", ("rgba", string.Create(
            CultureInfo.InvariantCulture, $"{colour[0]:0.####} {colour[1]:0.####} {colour[2]:0.####} {colour[3]:0.####}")));
        xml.WriteEndElement();
    }
}
