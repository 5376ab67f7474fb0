using System.Globalization;
using System.Text;
using System.Xml;
using GenRL.Robots;
using MuJoCo;

namespace GenRL.Simulation.Urdf;

/// <summary>
/// Writes a robot's URDF from its compiled model, so that the two can never disagree. Links and joints keep the model's
/// names. A link's frame lies at its last joint, as usual in URDF: shifted from the model's body frame by the joint's
/// anchor. Further joints of a body (a planar robot's root) get massless links of their own. Tendons have no place in a URDF.
/// </summary>
public sealed class UrdfWriter
{
    private enum JointType { Free = 0, Slide = 2, Hinge = 3 }

    private const double RootTravelM = 1000, RootSpeedMPerS = 100;

    private readonly MjModel _model;
    private readonly RobotDescription _robot;
    private readonly XmlWriter _xml;
    private readonly UrdfShapes _shapes;

    private UrdfWriter(MjModel model, RobotDescription robot, XmlWriter xml)
    {
        (_model, _robot, _xml) = (model, robot, xml);
        _shapes = new UrdfShapes(model, xml);
    }

    /// <summary>The robot of a world as URDF text.</summary>
    /// <exception cref="InvalidOperationException">The model has a part that URDF cannot express; the message names it.</exception>
    public static string Write(PhysicsEnvironment world)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true };
        using (var xml = XmlWriter.Create(text, settings))
        {
            new UrdfWriter(world.Model, world.Robot, xml).WriteRobot();
        }

        return text.Append('\n').ToString();
    }

    private void WriteRobot()
    {
        _xml.WriteStartElement("robot");
        _xml.WriteAttributeString("name", _robot.Name);
        WriteEmptyLink("world");
        MjField<int> parents = _model.Field<int>("body_parentid");
        for (int body = 1; body < parents.Rows; body++)
        {
            WriteBody(body, parents[body]);
        }

        _xml.WriteEndElement();
    }

    private void WriteBody(int body, int parent)
    {
        int first = _model.Field<int>("body_jntadr")[body], joints = _model.Field<int>("body_jntnum")[body];
        UrdfVector offset = UrdfVector.Of(_model.Field<double>("body_pos").Row(body)) - LinkOffset(parent);
        UrdfVector turn = UrdfVector.Angles(_model.Field<double>("body_quat").Row(body));
        string name = BodyName(body), above = parent == 0 ? "world" : BodyName(parent);
        if (joints == 0)
        {
            WriteJoint($"{name}_mount", "fixed", above, name, offset, turn);
            _xml.WriteEndElement();
        }

        UrdfVector anchor = default;
        for (int i = 0; i < joints; i++)
        {
            int joint = first + i;
            UrdfVector next = UrdfVector.Of(_model.Field<double>("jnt_pos").Row(joint));
            // the first joint carries the body's placement, further ones only their anchors' differences
            UrdfVector step = i == 0 ? offset + next.Rotated(_model.Field<double>("body_quat").Row(body)) : next - anchor;
            string link = i == joints - 1 ? name : $"{name}_{JointName(joint)}";
            WriteMovingJoint(joint, above, link, step, i == 0 ? turn : default);
            if (i < joints - 1)
            {
                WriteEmptyLink(link);
            }

            (above, anchor) = (link, next);
        }

        WriteLink(body, name, LinkOffset(body));
    }

    /// <summary>Position of a body's link frame in the body's own frame.</summary>
    private UrdfVector LinkOffset(int body)
    {
        int joints = _model.Field<int>("body_jntnum")[body];
        return joints == 0 ? default : UrdfVector.Of(_model.Field<double>("jnt_pos").Row(_model.Field<int>("body_jntadr")[body] + joints - 1));
    }

    private void WriteMovingJoint(int joint, string parent, string child, UrdfVector origin, UrdfVector turn)
    {
        string name = JointName(joint);
        var type = (JointType)_model.Field<int>("jnt_type")[joint];
        if (type == JointType.Free)
        {
            WriteJoint(name, "floating", parent, child, origin, turn);
            _xml.WriteEndElement();
            return;
        }

        if (type is not (JointType.Slide or JointType.Hinge))
        {
            throw new InvalidOperationException($"Joint {name} is neither free, a slide nor a hinge; this URDF writer cannot express it.");
        }

        bool limited = _model.Field<byte>("jnt_limited")[joint] != 0;
        WriteJoint(name, type == JointType.Slide ? "prismatic" : limited ? "revolute" : "continuous", parent, child, origin, turn);
        Element("axis", ("xyz", UrdfVector.Of(_model.Field<double>("jnt_axis").Row(joint)).ToString()));
        JointDescription? actuated = _robot.Joints.FirstOrDefault(candidate => candidate.Name == name);
        if (limited || type == JointType.Slide || actuated is not null)
        {
            Span<double> range = _model.Field<double>("jnt_range").Row(joint);
            Element("limit",
                ("lower", Number(limited ? range[0] : -RootTravelM)), ("upper", Number(limited ? range[1] : RootTravelM)),
                ("effort", Number(actuated?.EffortNm ?? 0)), ("velocity", Number(actuated?.VelocityRadPerS ?? RootSpeedMPerS)));
        }

        int dof = _model.Field<int>("jnt_dofadr")[joint];
        Element("dynamics",
            ("damping", Number(_model.Field<double>("dof_damping")[dof])), ("friction", Number(_model.Field<double>("dof_frictionloss")[dof])));
        _xml.WriteEndElement();
    }

    private void WriteJoint(string name, string type, string parent, string child, UrdfVector origin, UrdfVector turn)
    {
        _xml.WriteStartElement("joint");
        _xml.WriteAttributeString("name", name);
        _xml.WriteAttributeString("type", type);
        Element("parent", ("link", parent));
        Element("child", ("link", child));
        Element("origin", ("xyz", origin.ToString()), ("rpy", turn.ToString()));
    }

    private void WriteLink(int body, string name, UrdfVector offset)
    {
        _xml.WriteStartElement("link");
        _xml.WriteAttributeString("name", name);
        _xml.WriteStartElement("inertial");
        UrdfVector centre = UrdfVector.Of(_model.Field<double>("body_ipos").Row(body)) - offset;
        UrdfVector turn = UrdfVector.Angles(_model.Field<double>("body_iquat").Row(body));
        Element("origin", ("xyz", centre.ToString()), ("rpy", turn.ToString()));
        Element("mass", ("value", Number(_model.Field<double>("body_mass")[body])));
        Span<double> inertia = _model.Field<double>("body_inertia").Row(body);
        Element("inertia",
            ("ixx", Number(inertia[0])), ("ixy", "0"), ("ixz", "0"), ("iyy", Number(inertia[1])), ("iyz", "0"), ("izz", Number(inertia[2])));
        _xml.WriteEndElement();
        _shapes.Write(body, offset);
        _xml.WriteEndElement();
    }

    private void WriteEmptyLink(string name) => Element("link", ("name", name));

    private void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes) => _xml.WriteUrdfElement(name, attributes);

    private string BodyName(int body) =>
        _model.Name(MjObject.Body, body) ?? throw new InvalidOperationException($"Body {body} of the model has no name.");

    private string JointName(int joint) =>
        _model.Name(MjObject.Joint, joint) ?? throw new InvalidOperationException($"Joint {joint} of the model has no name.");

    private static string Number(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
