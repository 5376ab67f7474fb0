using System.Globalization;
using System.Xml;
using MuJoCo;

namespace GenRL.Simulation.Urdf;

/// <summary>
/// Writes a body's geoms as visual and collision shapes; a capsule becomes a cylinder with a sphere at either end, an ellipsoid, which
/// URDF does not have, the box around it.
/// </summary>
internal sealed class UrdfShapes(MjModel model, XmlWriter xml)
{
    private enum GeomType { Sphere = 2, Capsule = 3, Ellipsoid = 4, Cylinder = 5, Box = 6 }

    public void Write(int body, UrdfVector linkOffset)
    {
        int first = model.Field<int>("body_geomadr")[body], geoms = model.Field<int>("body_geomnum")[body];
        foreach (string kind in new[] { "visual", "collision" })
        {
            for (int geom = first; geom < first + geoms; geom++)
            {
                WriteGeom(kind, geom, linkOffset);
            }
        }
    }

    private void WriteGeom(string kind, int geom, UrdfVector linkOffset)
    {
        double[] size = model.Field<double>("geom_size").Row(geom).ToArray();
        double[] quaternion = model.Field<double>("geom_quat").Row(geom).ToArray();
        UrdfVector middle = UrdfVector.Of(model.Field<double>("geom_pos").Row(geom)) - linkOffset;
        UrdfVector turn = UrdfVector.Angles(quaternion);
        switch ((GeomType)model.Field<int>("geom_type")[geom])
        {
            case GeomType.Sphere:
                WriteShape(kind, geom, middle, turn, "sphere", ("radius", size[0]));
                break;
            case GeomType.Box or GeomType.Ellipsoid:
                WriteBox(kind, geom, middle, turn, size);
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
            int material = model.Field<int>("geom_matid")[geom];
            Span<float> colour = material < 0 ? model.Field<float>("geom_rgba").Row(geom) : model.Field<float>("mat_rgba").Row(material);
            xml.WriteStartElement("material");
            xml.WriteAttributeString("name", material < 0 ? $"colour_{geom}" : model.Name(MjObject.Material, material) ?? $"material_{material}");
            xml.WriteUrdfElement("color", ("rgba", string.Create(
                CultureInfo.InvariantCulture, $"{colour[0]:0.####} {colour[1]:0.####} {colour[2]:0.####} {colour[3]:0.####}")));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
