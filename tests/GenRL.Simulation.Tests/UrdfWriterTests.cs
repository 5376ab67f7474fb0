using System.Globalization;
using System.Xml.Linq;
using GenRL.Data;
using GenRL.Simulation.Urdf;
using MuJoCo;

namespace GenRL.Simulation.Tests;

public sealed class UrdfWriterTests
{
    // what MuJoCo needs to load a URDF as it is: keep every link, and give the massless ones something
    private const string LoaderSettings =
        "<mujoco><compiler fusestatic=\"false\" discardvisual=\"false\" boundmass=\"1e-7\" boundinertia=\"1e-9\"/><size nconmax=\"2000\" njmax=\"6000\"/></mujoco>";

    public static TheoryData<string> Domains => [.. Worlds.Domains];

    private static PhysicsEnvironment World(string domain) => Worlds.Create(domain, RenderPreset.Plain);

    private static MjModel Loaded(string urdf) => MjModel.FromXml(urdf.Insert(urdf.IndexOf('>', StringComparison.Ordinal) + 1, LoaderSettings));

    [Theory]
    [InlineData("walker", 28.5403, "rootz prismatic,rootx prismatic,rooty continuous")]
    [InlineData("stickman", 34.894, "rootz prismatic,rootx prismatic,rooty continuous")]
    [InlineData("cheetah", 14, "rootx prismatic,rootz prismatic,rooty continuous")]
    [InlineData("quadruped", 107.118, "root floating")]
    public void Links_and_joints_are_named_limited_and_ordered_as_in_the_model(string domain, double massKg, string root)
    {
        using var world = World(domain);
        XElement robot = XDocument.Parse(UrdfWriter.Write(world)).Root!;
        Assert.Equal(domain, robot.Attribute("name")!.Value);
        List<XElement> joints = [.. robot.Elements("joint")];
        Assert.Equal(
            [.. root.Split(','), .. world.Robot.Joints.Select(joint => $"{joint.Name} revolute")],
            joints.Where(j => j.Attribute("type")!.Value != "fixed").Select(j => $"{j.Attribute("name")!.Value} {j.Attribute("type")!.Value}"));
        foreach (var joint in world.Robot.Joints)
        {
            XElement limit = joints.Single(j => j.Attribute("name")!.Value == joint.Name).Element("limit")!;
            Assert.Equal(joint.LowerRad, (double)limit.Attribute("lower")!, 9);
            Assert.Equal(joint.UpperRad, (double)limit.Attribute("upper")!, 9);
            Assert.Equal(joint.EffortNm, (double)limit.Attribute("effort")!, 9);
            Assert.Equal(joint.VelocityRadPerS, (double)limit.Attribute("velocity")!);
        }

        Assert.Equal(massKg, robot.Descendants("mass").Sum(m => (double)m.Attribute("value")!), 3);
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Loaded_back_it_puts_every_link_where_the_model_puts_its_body_in_a_hundred_random_poses(string domain)
    {
        using var world = World(domain);
        using MjModel loaded = Loaded(UrdfWriter.Write(world));
        using var copy = new MjData(loaded);
        var random = new SeededRandom(3);
        MjModel model = world.Model;
        var pose = new double[world.PoseSize];
        for (int trial = 0; trial < 100; trial++)
        {
            foreach (ref double entry in pose.AsSpan())
            {
                entry = random.Between(-3, 3);
            }

            world.ResetTo(pose);
            for (int joint = 0; joint < model.Count("njnt"); joint++)
            {
                const int free = 0;
                int there = loaded.Field<int>("jnt_qposadr")[loaded.Id(MjObject.Joint, model.Name(MjObject.Joint, joint)!)];
                int here = model.Field<int>("jnt_qposadr")[joint], entries = model.Field<int>("jnt_type")[joint] == free ? 7 : 1;
                world.Data.Field<double>("qpos").Span.Slice(here, entries).CopyTo(copy.Field<double>("qpos").Span[there..]);
            }

            copy.Forward();
            for (int body = 1; body < model.Count("nbody"); body++)
            {
                AssertSamePlace(world, body, loaded.Id(MjObject.Body, model.Name(MjObject.Body, body)!), copy);
            }
        }
    }

    private static void AssertSamePlace(PhysicsEnvironment world, int body, int link, MjData copy)
    {
        Span<double> place = world.Data.Field<double>("xpos").Row(body), turn = world.Data.Field<double>("xmat").Row(body);
        Span<double> linkPlace = copy.Field<double>("xpos").Row(link), linkTurn = copy.Field<double>("xmat").Row(link);
        int joints = world.Model.Field<int>("body_jntnum")[body];
        Span<double> anchor = joints == 0 ? [0, 0, 0] : world.Model.Field<double>("jnt_pos").Row(world.Model.Field<int>("body_jntadr")[body] + joints - 1);
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

    [Theory]
    [InlineData("walker", 7, 0)]
    [InlineData("stickman", 12, 3)]
    [InlineData("cheetah", 8, 0)]
    [InlineData("quadruped", 12, 4 + 2 + 1)] // four toes, two cylinders for eyes, a box around the torso
    public void Loaded_back_it_has_the_same_inertia_and_shapes(string domain, int capsules, int others)
    {
        using var world = World(domain);
        using MjModel loaded = Loaded(UrdfWriter.Write(world));
        MjModel model = world.Model;
        for (int body = 1; body < model.Count("nbody"); body++)
        {
            int link = loaded.Id(MjObject.Body, model.Name(MjObject.Body, body)!);
            Assert.Equal(model.Field<double>("body_mass")[body], loaded.Field<double>("body_mass")[link], 9);
            Assert.Equal(Sorted(model.Field<double>("body_inertia").Row(body)), Sorted(loaded.Field<double>("body_inertia").Row(link)));
        }

        // a capsule is a cylinder and two spheres; everything is there once to see and once to touch
        Assert.Equal(2 * (3 * capsules + others), loaded.Count("ngeom"));

        static double[] Sorted(Span<double> values) => [.. values.ToArray().Order().Select(v => Math.Round(v, 9))];
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void The_file_in_the_repository_is_the_one_that_is_generated(string domain)
    {
        using var world = World(domain);
        string file = Path.Combine(AppContext.BaseDirectory, "urdf", $"{domain}.urdf");
        List<string> stored = [.. Parts(XDocument.Load(file).Root!)], generated = [.. Parts(XDocument.Parse(UrdfWriter.Write(world)).Root!)];
        Assert.True(stored.SequenceEqual(generated), $"urdf/{domain}.urdf is out of date: './genrl urdf --robot {domain} --out urdf/{domain}.urdf'");
    }

    // numbers to nine places, without the sign of a zero: their last bits may differ between processors
    private static IEnumerable<string> Parts(XElement element) =>
        element.Attributes().Select(attribute => $"{attribute.Name} {string.Join(' ', attribute.Value.Split(' ').Select(Rounded))}")
            .Prepend(element.Name.LocalName)
            .Concat(element.Elements().SelectMany(Parts));

    private static string Rounded(string word) => double.TryParse(word, CultureInfo.InvariantCulture, out double number)
        ? (Math.Round(number, 9) + 0.0).ToString(CultureInfo.InvariantCulture)
        : word;
}
