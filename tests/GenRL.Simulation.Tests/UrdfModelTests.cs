using System.Xml.Linq;
using GenRL.Simulation.Urdf;
using MuJoCo;

namespace GenRL.Simulation.Tests;

/// <summary>URDF of small models with what the walker does not have: free roots, fixtures, servos, tendons, every shape.</summary>
public sealed class UrdfModelTests
{
    private const string Beast = """
        <mujoco>
          <worldbody>
            <geom type="plane" size="5 5 1"/>
            <body name="ball" pos="3 0 1"><freejoint name="ball"/><geom size=".1"/></body>
            <body name="trunk" pos="0 0 .6" euler="0 0 30">
              <freejoint name="root"/>
              <camera name="nose" pos=".3 0 0" xyaxes="0 -1 0 0 0 1"/>
              <camera name="chase" pos="-2 0 1" xyaxes="0 -1 0 1 0 3" mode="trackcom"/>
              <geom name="trunk" type="ellipsoid" size=".3 .2 .1" rgba=".2 .4 .6 1"/>
              <body name="hip" pos=".2 .1 0" euler="10 20 30">
                <joint name="yaw" axis="0 0 1" pos="0 0 .02" limited="true" range="-50 50"/>
                <joint name="pitch" axis="0 1 0" pos=".05 0 0" ref="20" limited="true" range="-30 60"/>
                <geom type="box" size=".05 .04 .03"/>
                <body name="toe" pos="0 0 -.3">
                  <joint name="stretch" type="slide" axis="0 0 -1" ref=".1" limited="true" range="-.1 .2"/>
                  <geom type="cylinder" size=".03 .1" contype="0" conaffinity="0"/>
                  <geom name="pad" size=".04" group="3"/>
                </body>
              </body>
            </body>
          </worldbody>
          <tendon><fixed name="reach"><joint joint="pitch" coef=".5"/><joint joint="stretch" coef="2"/></fixed></tendon>
          <actuator>
            <position joint="yaw" kp="40" ctrllimited="true" ctrlrange="-1 1" forcelimited="true" forcerange="-30 30"/>
            <general tendon="reach" gainprm="10"/>
          </actuator>
        </mujoco>
        """;

    private const string Room = """
        <mujoco>
          <worldbody>
            <geom name="wall" type="box" size=".1 2 1" pos="1 0 1"/>
            <body name="cup" pos="0 0 1"><freejoint/><geom size=".05"/></body>
            <body name="cupboard" pos=".5 0 1" euler="0 0 20">
              <geom type="box" size=".1 .1 .1"/>
              <body name="door" pos=".1 0 0"><joint name="door" axis="0 0 1" pos="0 .1 0" ref="15"/><geom type="box" size=".01 .1 .1"/></body>
            </body>
            <body name="arm" pos="-1 0 0">
              <joint name="lift" axis="0 -1 0"/><geom type="capsule" size=".05 .2"/>
              <body name="hand" pos="0 0 .4"><joint name="twist" axis="0 0 1"/><geom size=".06"/></body>
            </body>
          </worldbody>
          <actuator><motor joint="lift"/><motor joint="twist"/></actuator>
        </mujoco>
        """;

    [Fact]
    public void A_robot_that_moves_freely_is_its_own_root_and_comes_back_the_same()
    {
        using MjModel model = MjModel.FromXml(Beast);
        UrdfRoundTrip.AssertSamePlaces(model, UrdfRoundTrip.Robot("beast", "yaw", "pitch", "stretch"));
        XElement urdf = Urdf(Beast, "yaw", "pitch", "stretch");
        UrdfRoundTrip.AssertSound(urdf);
        Assert.Equal("trunk", urdf.Elements("link").First().Attribute("name")!.Value);
        Assert.DoesNotContain(urdf.Elements("link"), link => link.Attribute("name")!.Value is "world" or "ball");
        Assert.DoesNotContain(urdf.Elements("joint"), joint => joint.Attribute("type")!.Value == "floating");
        Assert.Equal(["nose_camera_link_mount trunk", "chase_camera_link_mount trunk"], urdf.Elements("joint")
            .Where(joint => joint.Attribute("name")!.Value.EndsWith("camera_link_mount", StringComparison.Ordinal))
            .Select(joint => $"{joint.Attribute("name")!.Value} {joint.Element("parent")!.Attribute("link")!.Value}"));
    }

    [Fact]
    public void A_robot_in_a_room_stands_in_the_world_with_its_fixtures_and_comes_back_the_same()
    {
        using MjModel model = MjModel.FromXml(Room);
        UrdfRoundTrip.AssertSamePlaces(model, UrdfRoundTrip.Robot("cook", "lift", "twist"));
        XElement urdf = Urdf(Room, "lift", "twist");
        UrdfRoundTrip.AssertSound(urdf);
        Assert.Equal(["world", "cupboard", "door", "arm", "hand"], urdf.Elements("link").Select(link => link.Attribute("name")!.Value));
        // the wall is part of the world's link
        Assert.NotNull(urdf.Elements("link").First().Element("visual")!.Descendants("box").Single());
        Assert.Equal("continuous", urdf.Elements("joint").Single(joint => joint.Attribute("name")!.Value == "door").Attribute("type")!.Value);
    }

    [Fact]
    public void Servos_are_commanded_by_position_and_what_hangs_on_tendons_by_effort()
    {
        XElement control = Urdf(Beast, "yaw", "pitch", "stretch").Element("ros2_control")!;
        Assert.Equal(
            ["yaw position -1 1", "pitch effort -5 5", "stretch effort -5 5"],
            control.Elements("joint").Select(joint => string.Join(' ',
                joint.Elements("command_interface").SelectMany(command => command.Elements("param").Select(value => value.Value).Prepend(command.Attribute("name")!.Value))
                    .Prepend(joint.Attribute("name")!.Value))));
        Assert.All(control.Elements("joint"), joint => Assert.Equal(["position", "velocity", "effort"], joint.Elements("state_interface").Select(state => state.Attribute("name")!.Value)));
        Assert.Equal("0.349065850399", control.Elements("joint").ElementAt(1).Elements("state_interface").First().Element("param")!.Value);
    }

    [Fact]
    public void What_only_touches_is_not_seen_and_what_only_is_seen_does_not_touch()
    {
        XElement toe = Urdf(Beast, "yaw", "pitch", "stretch").Elements("link").Single(link => link.Attribute("name")!.Value == "toe");
        Assert.Equal("cylinder", Assert.Single(Assert.Single(toe.Elements("visual")).Element("geometry")!.Elements()).Name.LocalName);
        Assert.Equal("sphere", Assert.Single(Assert.Single(toe.Elements("collision")).Element("geometry")!.Elements()).Name.LocalName);
    }

    [Fact]
    public void An_ellipsoid_becomes_a_box_of_its_volume_and_proportions()
    {
        XElement trunk = Urdf(Beast, "yaw", "pitch", "stretch").Elements("link").First();
        double[] size = [.. trunk.Element("visual")!.Descendants("box").Single().Attribute("size")!.Value.Split(' ').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(4 * Math.PI / 3 * 0.3 * 0.2 * 0.1, size[0] * size[1] * size[2], 9);
        Assert.Equal([1.5, 2.0], [size[0] / size[1], size[1] / size[2]], (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal("0.2 0.4 0.6 1", trunk.Element("visual")!.Descendants("color").Single().Attribute("rgba")!.Value);
    }

    [Theory]
    [InlineData("<body name='b'><joint name='shoulder' type='ball'/><geom size='.1'/><body name='c'><joint name='elbow'/><geom size='.1'/></body></body>", "shoulder")]
    [InlineData("<body name='b'><joint name='elbow'/><geom size='.1'/></body><body name='c'><freejoint/><geom size='.1'/><body name='d'><joint name='knee'/><geom size='.1'/></body></body>", "one tree")]
    public void What_one_URDF_cannot_express_is_refused_by_name(string bodies, string reason)
    {
        string[] joints = bodies.Contains("knee", StringComparison.Ordinal) ? ["elbow", "knee"] : ["elbow"];
        using MjModel model = MjModel.FromXml($"<mujoco><worldbody>{bodies}</worldbody></mujoco>");
        var refusal = Assert.Throws<InvalidOperationException>(() => UrdfWriter.Write(model, UrdfRoundTrip.Robot("odd", joints)));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static XElement Urdf(string mjcf, params IEnumerable<string> joints)
    {
        using MjModel model = MjModel.FromXml(mjcf);
        return XDocument.Parse(UrdfWriter.Write(model, UrdfRoundTrip.Robot("small", joints))).Root!;
    }
}
