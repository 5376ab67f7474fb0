using System.Runtime.InteropServices;
using System.Xml.Linq;
using GenRL.OperatorConsole.Viewing;
using GenRL.Simulation;
using GenRL.Simulation.Node;
using GenRL.Simulation.Viewing;
using MuJoCo;
using ROS2;
using sensor_msgs.msg;
using tf2_msgs.msg;

namespace GenRL.OperatorConsole.Tests;

[Collection(RosFeedTests.Collection)]
public sealed class UnactuatedStatesTests : IDisposable
{
    private readonly ROS2.Node _node;

    public UnactuatedStatesTests()
    {
        RCLdotnet.Init(new RclOptions { DomainId = 1 + (Environment.ProcessId % 200), Range = DiscoveryRange.Off });
        _node = RCLdotnet.CreateNode("robot");
    }

    public void Dispose() => RCLdotnet.Shutdown();

    public static TheoryData<string> Domains => [.. Worlds.Domains];

    [Fact]
    public void Joint_states_and_frames_together_tell_all_hinges_slides_and_free_bodies()
    {
        using MjModel model = MjModel.FromXml(SmallWorlds.Everything);
        using MjData data = new(model);
        double[] pose = [1, 2, 3, 0, 1, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.1, 0.2, 0.3, 0.4];
        pose.CopyTo(data.Field<double>("qpos").Span);
        data.Field<double>("qvel").Span.Fill(7);
        Subscription<TFMessage> frames = _node.CreatePolledSubscription<TFMessage>("tf", QosProfile.KeepLast(1));
        using UnactuatedStates output = new(_node, model, data, SmallWorlds.Robot);
        JointState states = new() { Name = ["nod"], Position = [0.2], Velocity = [1], Effort = [2] };
        output.Describe(states);
        states.Header.Stamp.Sec = 5;
        output.Update(states);

        Assert.Equal(["nod", "out", "tilt", "hinge"], states.Name);
        Assert.Equal([0.2, 0.1, 0.3, 0.4], states.Position);
        Assert.Equal([1, 7, 7, 7], states.Velocity);
        Assert.Equal([2, 0, 0, 0], states.Effort);
        TFMessage told = new();
        Assert.True(frames.TryTake(told));
        geometry_msgs.msg.TransformStamped frame = Assert.Single(told.Transforms);
        Assert.Equal(("world", "base", 5, 3.0, 1.0), (frame.Header.FrameId, frame.ChildFrameId, frame.Header.Stamp.Sec, frame.Transform.Translation.Z, frame.Transform.Rotation.X));
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void What_a_robot_tells_is_enough_for_the_viewer_to_know_its_whole_pose(string domain)
    {
        using PhysicsEnvironment world = Worlds.Create(domain, RenderPreset.Plain);
        world.Reset(3);
        double[] expected = new double[world.PoseSize];
        world.ReadPose(expected);
        Subscription<TFMessage> frames = _node.CreatePolledSubscription<TFMessage>("tf", QosProfile.KeepLast(10));
        using UnactuatedStates output = new(_node, world.Model, world.Data, world.Robot);
        int joints = world.Robot.Joints.Count;
        JointState states = new() { Name = [.. world.Robot.Joints.Select(joint => joint.Name)], Position = [.. new double[joints]] };
        output.Describe(states);
        world.ReadJoints(CollectionsMarshal.AsSpan(states.Position), CollectionsMarshal.AsSpan(states.Velocity), CollectionsMarshal.AsSpan(states.Effort));
        output.Update(states);

        JointPose pose = new(SceneExport.Of(world));
        Assert.True(pose.TryTake(states.Name, states.Position));
        TFMessage told = new();
        if (frames.TryTake(told))
        {
            foreach (geometry_msgs.msg.TransformStamped frame in told.Transforms)
            {
                geometry_msgs.msg.Transform at = frame.Transform;
                Assert.True(pose.TryPlace(frame.ChildFrameId, [at.Translation.X, at.Translation.Y, at.Translation.Z], [at.Rotation.W, at.Rotation.X, at.Rotation.Y, at.Rotation.Z]));
            }
        }

        Assert.Equal(expected, pose.Current, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Joint_states_and_the_URDF_of_a_simulation_name_the_same_joints_and_the_actuated_ones_come_first(string domain)
    {
        Subscription<JointState> joints = _node.CreatePolledSubscription<JointState>("joint_states", QosProfile.SensorDataProfile);
        Subscription<std_msgs.msg.String> descriptions = _node.CreatePolledSubscription<std_msgs.msg.String>("robot_description", QosProfile.KeepLast(1).WithTransientLocal());
        using SimulationNode simulation = new(new SimulationNodeOptions { Domain = domain }, new Serilog.LoggerConfiguration().CreateLogger());
        using PhysicsEnvironment world = Worlds.Create(domain, RenderPreset.Plain);
        simulation.Step();
        (JointState states, std_msgs.msg.String description) = (new(), new());
        Assert.True(joints.TryTake(states));
        Assert.True(descriptions.TryTake(description));

        Assert.Equal(world.Robot.Joints.Select(joint => joint.Name), states.Name.Take(world.Robot.Joints.Count));
        IEnumerable<string> moving = XDocument.Parse(description.Data).Root!.Elements("joint")
            .Where(joint => joint.Attribute("type")!.Value != "fixed").Select(joint => joint.Attribute("name")!.Value);
        Assert.Subset(states.Name.ToHashSet(), moving.ToHashSet());
    }
}
