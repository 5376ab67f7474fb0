using System.Globalization;
using System.Xml.Linq;
using GenRL.Simulation.Urdf;
using MuJoCo;

namespace GenRL.Simulation.Tests;

public sealed class UrdfWriterTests
{
    public static TheoryData<string> Domains => [.. Worlds.Domains];

    private static PhysicsEnvironment World(string domain) => Worlds.Create(domain, RenderPreset.Plain);

    [Theory]
    [InlineData("walker", 28.5403, "rootz prismatic,rootx prismatic,rooty continuous")]
    [InlineData("stickman", 34.894, "rootz prismatic,rootx prismatic,rooty continuous")]
    [InlineData("cheetah", 14, "rootx prismatic,rootz prismatic,rooty continuous")]
    [InlineData("quadruped", 107.118, "")] // its free torso is the root link
    public void Links_and_joints_are_named_limited_and_ordered_as_in_the_model(string domain, double massKg, string root)
    {
        using var world = World(domain);
        XElement robot = XDocument.Parse(UrdfWriter.Write(world)).Root!;
        Assert.Equal(domain, robot.Attribute("name")!.Value);
        List<XElement> joints = [.. robot.Elements("joint")];
        Assert.Equal(
            [.. root.Split(',', StringSplitOptions.RemoveEmptyEntries), .. world.Robot.Joints.Select(joint => $"{joint.Name} revolute")],
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
        UrdfRoundTrip.AssertSamePlaces(world.Model, world.Robot);
    }

    [Theory]
    [InlineData("walker", 7, 0)]
    [InlineData("stickman", 12, 3)]
    [InlineData("cheetah", 8, 0)]
    public void Loaded_back_it_has_the_same_inertia_and_shapes(string domain, int capsules, int spheres)
    {
        using var world = World(domain);
        using MjModel loaded = UrdfRoundTrip.Load(UrdfWriter.Write(world));
        MjModel model = world.Model;
        for (int body = 1; body < model.Count("nbody"); body++)
        {
            int link = loaded.Id(MjObject.Body, model.Name(MjObject.Body, body)!);
            Assert.Equal(model.Field<double>("body_mass")[body], loaded.Field<double>("body_mass")[link], 9);
            Assert.Equal(Sorted(model.Field<double>("body_inertia").Row(body)), Sorted(loaded.Field<double>("body_inertia").Row(link)));
        }

        // a capsule is a cylinder and two spheres; everything is there once to see and once to touch
        Assert.Equal(2 * (3 * capsules + spheres), loaded.Count("ngeom"));

        static double[] Sorted(Span<double> values) => [.. values.ToArray().Order().Select(v => Math.Round(v, 9))];
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void It_is_one_tree_of_unique_names_with_sound_masses_axes_and_colours(string domain)
    {
        using var world = World(domain);
        UrdfRoundTrip.AssertSound(XDocument.Parse(UrdfWriter.Write(world)).Root!);
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void The_files_in_the_repository_are_those_that_are_generated(string domain)
    {
        using var world = World(domain);
        foreach ((string name, string text) in RosPackageFiles.Of(world))
        {
            string stored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "urdf", domain, name));
            bool same = name.EndsWith(".urdf", StringComparison.Ordinal)
                ? Parts(XDocument.Parse(stored).Root!).SequenceEqual(Parts(XDocument.Parse(text).Root!))
                : stored == text;
            Assert.True(same, $"urdf/{domain}/{name} is out of date: './genrl urdf --robot {domain}'");
        }
    }

    [Fact]
    public void Cameras_have_optical_frames_as_REP_103_wants_them_and_links_that_look_along_x()
    {
        using MjModel model = MjModel.FromXml("""
            <mujoco><worldbody>
              <camera name="door" pos="1 2 3" euler="70 10 -30"/>
              <body name="head" pos="0 0 1" euler="0 20 0">
                <joint name="pan" axis="0 0 1" pos=".1 0 0"/><geom size=".1"/>
                <camera name="eye" pos=".1 0 .05" xyaxes="0 -1 0 0 0 1"/>
              </body>
            </worldbody><actuator><motor joint="pan"/></actuator></mujoco>
            """);
        using MjData data = new(model);
        data.Field<double>("qpos")[0] = 0.7;
        data.Forward();
        string urdf = UrdfWriter.Write(model, UrdfRoundTrip.Robot("head", "pan"));
        using MjModel loaded = UrdfRoundTrip.Load(urdf);
        using MjData copy = new(loaded);
        copy.Field<double>("qpos")[0] = 0.7;
        copy.Forward();
        foreach (string name in new[] { "door", "eye" })
        {
            int camera = model.Id(MjObject.Camera, name), optical = loaded.Id(MjObject.Body, $"{name}_camera_optical_frame"), link = loaded.Id(MjObject.Body, $"{name}_camera_link");
            double[] seen = data.Field<double>("cam_xmat").Row(camera).ToArray(), frame = copy.Field<double>("xmat").Row(optical).ToArray(), body = copy.Field<double>("xmat").Row(link).ToArray();
            for (int row = 0; row < 3; row++)
            {
                Assert.Equal(data.Field<double>("cam_xpos").Row(camera)[row], copy.Field<double>("xpos").Row(optical)[row], 6);
                // MuJoCo's cameras look along -z with y up; optical frames along z with y down
                Assert.Equal([seen[3 * row], -seen[3 * row + 1], -seen[3 * row + 2]], frame[(3 * row)..(3 * row + 3)], (a, b) => Math.Abs(a - b) < 1e-6);
                Assert.Equal([-seen[3 * row + 2], -seen[3 * row], seen[3 * row + 1]], body[(3 * row)..(3 * row + 3)], (a, b) => Math.Abs(a - b) < 1e-6);
            }
        }
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
