using System.Xml.Linq;
using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation.Urdf;
using MuJoCo;

namespace GenRL.Simulation.Tests;

/// <summary>Loads a generated URDF back into MuJoCo and holds it against the model that it was generated from.</summary>
internal static class UrdfRoundTrip
{
    private const int SlideJoint = 2, HingeJoint = 3;

    // mjDSBL_CONSTRAINT and mjDSBL_CONTACT: places need neither, and random poses are full of contacts
    private const int PlacesOnly = 1 | 1 << 4;

    // what MuJoCo needs to load a URDF as it is: keep every link, and give the massless ones something
    private const string LoaderSettings =
        "<mujoco><compiler fusestatic=\"false\" discardvisual=\"false\" boundmass=\"1e-9\" boundinertia=\"1e-9\"/></mujoco>";

    public static RobotDescription Robot(string name, params IEnumerable<string> joints) =>
        new(name, [.. joints.Select(joint => new JointDescription(joint, -1, 1, 5, 10))], 0.05, 2);

    public static MjModel Load(string urdf) => MjModel.FromXml(urdf.Insert(urdf.IndexOf('>', StringComparison.Ordinal) + 1, LoaderSettings));

    /// <summary>Requires every body of the URDF at the model's place, and of its mass, in a hundred random poses.</summary>
    public static void AssertSamePlaces(MjModel model, RobotDescription robot)
    {
        using MjModel loaded = Load(UrdfWriter.Write(model, robot));
        model.SetOption("disableflags", PlacesOnly);
        loaded.SetOption("disableflags", PlacesOnly);
        using MjData data = new(model), copy = new(loaded);
        SeededRandom random = new(3);
        int[] bodies = [.. Enumerable.Range(1, model.Count("nbody") - 1).Where(body => LinkOf(loaded, model.Link(body)) is not null)];
        Assert.NotEmpty(bodies);
        int root = new UrdfTree(model, robot).Root;
        for (int trial = 0; trial < 100; trial++)
        {
            Pose(model, data, loaded, copy, random);
            foreach (int body in bodies)
            {
                AssertSamePlace(data, body, root, copy, LinkOf(loaded, model.Link(body))!.Value);
            }
        }

        double mass = bodies.Sum(body => model.Field<double>("body_mass")[body]);
        Assert.Equal(mass, loaded.Field<double>("body_mass").Span.ToArray().Sum(), 1e-6);
    }

    // any numbers at all for what is free, the same ones on both sides for the rest
    private static void Pose(MjModel model, MjData data, MjModel loaded, MjData copy, SeededRandom random)
    {
        foreach (ref double value in data.Field<double>("qpos").Span)
        {
            value = random.Between(-3, 3);
        }

        for (int joint = 0; joint < model.Count("njnt"); joint++)
        {
            int type = model.Field<int>("jnt_type")[joint];
            if (type is SlideJoint or HingeJoint && Enumerable.Range(0, loaded.Count("njnt")).FirstOrDefault(i => loaded.Name(MjObject.Joint, i) == model.Joint(joint), -1) is >= 0 and int twin)
            {
                copy.Field<double>("qpos")[loaded.Field<int>("jnt_qposadr")[twin]] = data.Field<double>("qpos")[model.Field<int>("jnt_qposadr")[joint]];
            }
        }

        data.Forward();
        copy.Forward();
    }

    private static int? LinkOf(MjModel loaded, string name) =>
        Enumerable.Range(1, loaded.Count("nbody") - 1).Select(body => (int?)body).FirstOrDefault(body => loaded.Name(MjObject.Body, body!.Value) == name);

    // places as seen from the URDF's root, which stands in the loaded model's origin
    private static void AssertSamePlace(MjData data, int body, int root, MjData copy, int link)
    {
        MjModel model = data.Model;
        double[] rootTurn = root == 0 ? [1, 0, 0, 0, 1, 0, 0, 0, 1] : data.Field<double>("xmat").Row(root).ToArray();
        double[] rootPlace = root == 0 ? [0, 0, 0] : data.Field<double>("xpos").Row(root).ToArray();
        double[] place = data.Field<double>("xpos").Row(body).ToArray(), turn = data.Field<double>("xmat").Row(body).ToArray();
        int joints = model.Field<int>("body_jntnum")[body];
        double[] anchor = joints == 0 || body == root ? [0, 0, 0] : model.Field<double>("jnt_pos").Row(model.Field<int>("body_jntadr")[body] + joints - 1).ToArray();
        double[] shifted = [.. Enumerable.Range(0, 3).Select(i => place[i] - rootPlace[i] + turn[3 * i] * anchor[0] + turn[3 * i + 1] * anchor[1] + turn[3 * i + 2] * anchor[2])];
        for (int i = 0; i < 3; i++)
        {
            double expected = rootTurn[i] * shifted[0] + rootTurn[3 + i] * shifted[1] + rootTurn[6 + i] * shifted[2];
            Assert.True(Math.Abs(expected - copy.Field<double>("xpos").Row(link)[i]) < 1e-6, $"{model.Link(body)} is {copy.Field<double>("xpos").Row(link)[i]} instead of {expected} along axis {i}");
            for (int j = 0; j < 3; j++)
            {
                double turned = rootTurn[i] * turn[j] + rootTurn[3 + i] * turn[3 + j] + rootTurn[6 + i] * turn[6 + j];
                Assert.True(Math.Abs(turned - copy.Field<double>("xmat").Row(link)[3 * i + j]) < 1e-6, $"{model.Link(body)} is turned otherwise");
            }
        }
    }

    /// <summary>Requires what readers of URDF do: one tree, unique names, unit axes, sound inertias, one colour per name.</summary>
    public static void AssertSound(XElement robot)
    {
        string[] links = [.. robot.Elements("link").Select(Name)];
        Dictionary<string, string> parents = robot.Elements("joint").ToDictionary(joint => Linked(joint, "child"), joint => Linked(joint, "parent"));
        Assert.Equal(links.Length, links.Distinct().Count());
        Assert.Equal(robot.Elements("joint").Count(), robot.Elements("joint").Select(Name).Distinct().Count());
        Assert.Subset(links.ToHashSet(), parents.Values.Concat(parents.Keys).ToHashSet());
        string root = Assert.Single(links, link => !parents.ContainsKey(link));
        foreach (string link in links)
        {
            string at = link;
            for (int steps = 0; at != root; steps++)
            {
                Assert.True(steps < links.Length, $"{link} hangs on itself");
                at = parents[at];
            }
        }

        Assert.All(robot.Descendants("axis"), axis => Assert.Equal(1, Numbers(axis, "xyz").Sum(part => part * part), 6));
        Assert.All(robot.Descendants("mass"), mass => Assert.True((double)mass.Attribute("value")! > 0));
        Assert.All(robot.Descendants("inertia"), inertia => Assert.All(new[] { "ixx", "iyy", "izz" }, part => Assert.True((double)inertia.Attribute(part)! > 0)));
        Assert.All(
            robot.Descendants("material").GroupBy(Name), same => Assert.Single(same.Select(material => material.Element("color")!.Attribute("rgba")!.Value).Distinct()));
        Assert.All(robot.Elements("joint").Where(joint => joint.Attribute("type")!.Value is "revolute" or "prismatic"), joint => Assert.NotNull(joint.Element("limit")));
    }

    private static string Name(XElement element) => element.Attribute("name")!.Value;

    private static string Linked(XElement joint, string end) => joint.Element(end)!.Attribute("link")!.Value;

    private static IEnumerable<double> Numbers(XElement element, string attribute) =>
        element.Attribute(attribute)!.Value.Split(' ').Select(word => double.Parse(word, System.Globalization.CultureInfo.InvariantCulture));
}
