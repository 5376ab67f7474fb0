using System.Globalization;
using System.Xml;
using GenRL.Robots;
using MuJoCo;

namespace GenRL.Simulation.Urdf;

/// <summary>What ros2_control is told of the joints, in the robot's order: how each is commanded, within which limits, and what is measured.</summary>
internal sealed class UrdfActuation(MjModel model, RobotDescription robot)
{
    private const int JointTransmission = 0, AffineBias = 1;

    /// <summary>
    /// The interface that a joint is commanded by: <c>position</c> where its actuator is a servo that pulls to a position, else
    /// <c>effort</c> (a motor, or a tendon, which is no business of one joint).
    /// </summary>
    public string Interface(JointDescription joint)
    {
        int id = model.Id(MjObject.Joint, joint.Name);
        return Enumerable.Range(0, model.Count("nu")).Any(actuator => IsServoOf(actuator, id)) ? "position" : "effort";
    }

    /// <summary>Writes the element.</summary>
    public void Write(XmlWriter xml)
    {
        xml.WriteStartElement("ros2_control");
        xml.WriteAttributeString("name", $"{robot.Name}_system");
        xml.WriteAttributeString("type", "system");
        xml.WriteStartElement("hardware");
        xml.WriteComment(" stands in for hardware; name the plugin of your own here ");
        xml.WriteElementString("plugin", "mock_components/GenericSystem");
        xml.WriteEndElement();
        foreach (JointDescription joint in robot.Joints)
        {
            WriteJoint(xml, joint);
        }

        xml.WriteEndElement();
    }

    private void WriteJoint(XmlWriter xml, JointDescription joint)
    {
        string command = Interface(joint);
        (double lower, double upper) = command == "position" ? (joint.LowerRad, joint.UpperRad) : (-joint.EffortNm, joint.EffortNm);
        xml.WriteStartElement("joint");
        xml.WriteAttributeString("name", joint.Name);
        xml.WriteStartElement("command_interface");
        xml.WriteAttributeString("name", command);
        WriteParameter(xml, "min", lower);
        WriteParameter(xml, "max", upper);
        xml.WriteEndElement();
        xml.WriteStartElement("state_interface");
        xml.WriteAttributeString("name", "position");
        WriteParameter(xml, "initial_value", model.Field<double>("qpos0")[model.Field<int>("jnt_qposadr")[model.Id(MjObject.Joint, joint.Name)]]);
        xml.WriteEndElement();
        xml.WriteUrdfElement("state_interface", ("name", "velocity"));
        xml.WriteUrdfElement("state_interface", ("name", "effort"));
        xml.WriteEndElement();
    }

    // MuJoCo's position actuator: its bias opposes the joint's position by the gain of its control
    private bool IsServoOf(int actuator, int joint) =>
        model.Field<int>("actuator_trntype")[actuator] == JointTransmission
        && model.Field<int>("actuator_trnid").Row(actuator)[0] == joint
        && model.Field<int>("actuator_biastype")[actuator] == AffineBias
        && model.Field<double>("actuator_biasprm").Row(actuator)[1] < 0;

    private static void WriteParameter(XmlWriter xml, string name, double value)
    {
        xml.WriteStartElement("param");
        xml.WriteAttributeString("name", name);
        xml.WriteString(value.ToString("0.############", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }
}
