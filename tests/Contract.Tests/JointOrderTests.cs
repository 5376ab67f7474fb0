using System.Text.RegularExpressions;
using System.Xml.Linq;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Safety;
using GenRL.Simulation;
using GenRL.Simulation.Urdf;

namespace GenRL.Contract.Tests;

/// <summary>A robot's joints have the same names in the same order wherever somebody lists them.</summary>
public class JointOrderTests
{
    public static TheoryData<string> Domains => [.. Worlds.Domains];

    [Theory]
    [MemberData(nameof(Domains))]
    public void Robot_package_safety_URDF_and_ROS_files_list_the_same_joints_in_the_same_order(string domain)
    {
        using PhysicsEnvironment world = Worlds.Create(domain, RenderPreset.Plain);
        string[] joints = [.. world.Robot.Joints.Select(joint => joint.Name)];
        Assert.NotEmpty(joints);
        PackageManifest manifest = PackageManifest.For(world.Robot, new LatentDescription(4, 4, 16), 8, "test");
        Assert.Equal(joints, manifest.JointNames);
        Assert.Equal(joints, manifest.ToRobot().Joints.Select(joint => joint.Name));
        if (world.Robot.IsTorqueDriven)
        {
            // the envelope vouches for torques of joints only
            Assert.Equal(joints, new SafetySettings(world.Robot).Joints.Select(joint => joint.Name));
        }

        Dictionary<string, string> files = RosPackageFiles.Of(world).ToDictionary(file => file.Name, file => file.Text);
        XElement urdf = XDocument.Parse(files[$"{domain}.urdf"]).Root!;
        Assert.Equal(joints, urdf.Element("ros2_control")!.Elements("joint").Select(joint => joint.Attribute("name")!.Value));
        HashSet<string> actuated = [.. joints];
        Assert.Equal(joints.Order(), urdf.Elements("joint").Select(joint => joint.Attribute("name")!.Value).Where(actuated.Contains).Order());
        Assert.Equal(joints, Regex.Matches(files["joint_limits.yaml"], "(?m)^  (\\w+):$").Select(match => match.Groups[1].Value));
        Assert.Equal(
            joints.Order(), Regex.Matches(files["ros2_controllers.yaml"], "(?m)^      - (\\w+)$").Select(match => match.Groups[1].Value).Order());
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void The_limits_that_ROS_is_told_are_the_robots(string domain)
    {
        using PhysicsEnvironment world = Worlds.Create(domain, RenderPreset.Plain);
        XElement urdf = XDocument.Parse(UrdfWriter.Write(world)).Root!;
        foreach (JointDescription joint in world.Robot.Joints)
        {
            XElement limit = urdf.Elements("joint").Single(one => one.Attribute("name")!.Value == joint.Name).Element("limit")!;
            Assert.Equal(joint.EffortNm, (double)limit.Attribute("effort")!, 9);
            Assert.Equal(joint.VelocityRadPerS, (double)limit.Attribute("velocity")!, 9);
            XElement command = urdf.Element("ros2_control")!.Elements("joint").Single(one => one.Attribute("name")!.Value == joint.Name).Element("command_interface")!;
            (double lower, double upper) = command.Attribute("name")!.Value == "effort" ? (-joint.EffortNm, joint.EffortNm) : (joint.LowerRad, joint.UpperRad);
            Assert.Equal([lower, upper], command.Elements("param").Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-9);
        }
    }
}
