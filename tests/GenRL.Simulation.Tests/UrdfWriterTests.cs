using System.Xml.Linq;
using GenRL.Data;
using GenRL.Simulation.Urdf;
using GenRL.Simulation.Walker;
using MuJoCo;

namespace GenRL.Simulation.Tests;

public sealed class UrdfWriterTests : IDisposable
{
    // what MuJoCo needs to load a URDF as it is: keep every link, and give the massless ones something
    private const string LoaderSettings =
        "<mujoco><compiler fusestatic=\"false\" discardvisual=\"false\" boundmass=\"1e-7\" boundinertia=\"1e-9\"/></mujoco>";

    private readonly WalkerEnvironment _walker = new(RenderPreset.Plain);
    private readonly string _urdf;

    public UrdfWriterTests() => _urdf = UrdfWriter.Write(_walker);

    public void Dispose() => _walker.Dispose();

    [Fact]
    public void Links_and_joints_are_named_limited_and_ordered_as_in_the_model()
    {
        XElement robot = XDocument.Parse(_urdf).Root!;
        Assert.Equal("walker", robot.Attribute("name")!.Value);
        List<XElement> joints = [.. robot.Elements("joint")];
        Assert.Equal(
            ["rootz prismatic", "rootx prismatic", "rooty continuous", "right_hip revolute", "right_knee revolute", "right_ankle revolute",
                "left_hip revolute", "left_knee revolute", "left_ankle revolute"],
            joints.Select(j => $"{j.Attribute("name")!.Value} {j.Attribute("type")!.Value}"));
        foreach (var joint in _walker.Robot.Joints)
        {
            XElement limit = joints.Single(j => j.Attribute("name")!.Value == joint.Name).Element("limit")!;
            Assert.Equal(joint.LowerRad, (double)limit.Attribute("lower")!, 9);
            Assert.Equal(joint.UpperRad, (double)limit.Attribute("upper")!, 9);
            Assert.Equal(joint.EffortNm, (double)limit.Attribute("effort")!);
            Assert.Equal(joint.VelocityRadPerS, (double)limit.Attribute("velocity")!);
        }

        Assert.Equal(28.5403, robot.Descendants("mass").Sum(m => (double)m.Attribute("value")!), 4);
    }

    [Fact]
    public void Loaded_back_it_puts_every_link_where_the_model_puts_its_body_in_a_hundred_random_poses()
    {
        using MjModel loaded = MjModel.FromXml(_urdf.Insert(_urdf.IndexOf('>', StringComparison.Ordinal) + 1, LoaderSettings));
        using var copy = new MjData(loaded);
        var random = new SeededRandom(3);
        MjModel model = _walker.Model;
        var pose = new double[_walker.PoseSize];
        for (int trial = 0; trial < 100; trial++)
        {
            for (int joint = 0; joint < pose.Length; joint++)
            {
                pose[joint] = random.Between(-3, 3);
                int address = loaded.Field<int>("jnt_qposadr")[loaded.Id(MjObject.Joint, model.Name(MjObject.Joint, joint)!)];
                copy.Field<double>("qpos")[address] = pose[joint];
            }

            _walker.ResetTo(pose);
            copy.Forward();
            for (int body = 1; body < model.Count("nbody"); body++)
            {
                AssertSamePlace(body, loaded.Id(MjObject.Body, model.Name(MjObject.Body, body)!), copy);
            }
        }
    }

    private void AssertSamePlace(int body, int link, MjData copy)
    {
        Span<double> place = _walker.Data.Field<double>("xpos").Row(body), turn = _walker.Data.Field<double>("xmat").Row(body);
        Span<double> linkPlace = copy.Field<double>("xpos").Row(link), linkTurn = copy.Field<double>("xmat").Row(link);
        int lastJoint = _walker.Model.Field<int>("body_jntadr")[body] + _walker.Model.Field<int>("body_jntnum")[body] - 1;
        Span<double> anchor = _walker.Model.Field<double>("jnt_pos").Row(lastJoint);
        for (int i = 0; i < 3; i++)
        {
            double shifted = place[i] + turn[3 * i] * anchor[0] + turn[3 * i + 1] * anchor[1] + turn[3 * i + 2] * anchor[2];
            Assert.Equal(shifted, linkPlace[i], 6);
        }

        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(turn[i], linkTurn[i], 6);
        }
    }

    [Fact]
    public void Loaded_back_it_has_the_same_inertia_and_shapes()
    {
        using MjModel loaded = MjModel.FromXml(_urdf.Insert(_urdf.IndexOf('>', StringComparison.Ordinal) + 1, LoaderSettings));
        MjModel model = _walker.Model;
        for (int body = 1; body < model.Count("nbody"); body++)
        {
            int link = loaded.Id(MjObject.Body, model.Name(MjObject.Body, body)!);
            Assert.Equal(model.Field<double>("body_mass")[body], loaded.Field<double>("body_mass")[link], 9);
            Assert.Equal(Sorted(model.Field<double>("body_inertia").Row(body)), Sorted(loaded.Field<double>("body_inertia").Row(link)));
        }

        // seven capsules, each a cylinder and two spheres, once to see and once to touch
        Assert.Equal(2 * 3 * 7, loaded.Count("ngeom"));

        static double[] Sorted(Span<double> values) => [.. values.ToArray().Order().Select(v => Math.Round(v, 9))];
    }
}
