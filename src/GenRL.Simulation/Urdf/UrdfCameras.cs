using System.Xml;
using MuJoCo;

namespace GenRL.Simulation.Urdf;

/// <summary>
/// Writes each camera as a link (x ahead, z up) and, within it, an optical frame (z ahead, y down), after REP 103. A camera that only
/// follows its body's place hangs on the last link above the body's turning joints, where it is in the reference pose: MuJoCo lets
/// it follow the centre of mass, which no link is.
/// </summary>
internal sealed class UrdfCameras(MjModel model, UrdfTree tree, XmlWriter xml)
{
    private const int FixedMode = 0, HingeJoint = 3;

    public void Write()
    {
        MjField<int> bodies = model.Field<int>("cam_bodyid");
        for (int camera = 0; camera < bodies.Rows; camera++)
        {
            int body = bodies[camera];
            if (body == 0 ? tree.Root == 0 : tree.Holds(body))
            {
                WriteCamera(camera, body);
            }
        }
    }

    private void WriteCamera(int camera, int body)
    {
        (string parent, UrdfVector offset) = Carrier(body, turns: model.Field<int>("cam_mode")[camera] == FixedMode);
        UrdfVector place = UrdfVector.Of(model.Field<double>("cam_pos").Row(camera)) - offset;
        UrdfTurn optical = UrdfTurn.Of(model.Field<double>("cam_quat").Row(camera)) * UrdfTurn.CameraToOptical;
        string name = model.Camera(camera);
        WriteFrame($"{name}_camera_link", parent, place, optical * UrdfTurn.OpticalToLink);
        WriteFrame($"{name}_camera_optical_frame", $"{name}_camera_link", default, UrdfTurn.OpticalToLink.Inverse);
    }

    // The link that carries a camera of a body, and where the link's frame lies in the body's.
    private (string Link, UrdfVector Offset) Carrier(int body, bool turns)
    {
        int first = model.Field<int>("body_jntadr")[body], joints = model.Field<int>("body_jntnum")[body];
        int carrying = joints;
        while (!turns && carrying > 0 && Enumerable.Range(first, carrying).Any(joint => model.Field<int>("jnt_type")[joint] == HingeJoint))
        {
            carrying--;
        }

        if (joints == 0 || body == tree.Root)
        {
            return (model.Link(body), default);
        }

        // without a link before the first turning joint, the body's own has to do
        int last = first + (carrying == 0 ? joints : carrying) - 1;
        string link = last == first + joints - 1 ? model.Link(body) : model.LinkBehind(body, last);
        return (link, UrdfVector.Of(model.Field<double>("jnt_pos").Row(last)));
    }

    private void WriteFrame(string name, string parent, UrdfVector place, UrdfTurn turn)
    {
        xml.WriteStartElement("joint");
        xml.WriteAttributeString("name", $"{name}_mount");
        xml.WriteAttributeString("type", "fixed");
        xml.WriteUrdfElement("parent", ("link", parent));
        xml.WriteUrdfElement("child", ("link", name));
        xml.WriteUrdfElement("origin", ("xyz", place.ToString()), ("rpy", turn.Angles.ToString()));
        xml.WriteEndElement();
        xml.WriteUrdfElement("link", ("name", name));
    }
}
