using GenRL.Robots;
using GenRL.Robots.Scenes;
using GenRL.Simulation;
using GenRL.Simulation.Viewing;
using MuJoCo;

namespace GenRL.OperatorConsole.Tests;

public sealed class SceneExportTests
{
    [Fact]
    public void The_walkers_scene_has_its_bodies_colours_floor_and_camera()
    {
        using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain);
        SceneDescription scene = SceneExport.Of(world);

        Assert.Equal(world.Robot.Joints.Select(joint => joint.Name), scene.Joints);
        Assert.Equal(["world", "torso", "right_thigh", "right_leg", "right_foot", "left_thigh", "left_leg", "left_foot"], scene.Bodies.Select(body => body.Name));
        Assert.Equal([0, 0, 1, 2, 3, 1, 5, 6], scene.Bodies.Select(body => body.Parent));
        SceneGeom floor = scene.Geoms[0];
        Assert.Equal((SceneShape.Plane, 0), (floor.Shape, floor.Body));
        Assert.Equal([0.1, 0.2, 0.3], floor.Checker!.First, (a, b) => Math.Abs(a - b) < 0.01);
        Assert.Equal([0.2, 0.3, 0.4], floor.Checker.Second, (a, b) => Math.Abs(a - b) < 0.01);
        Assert.Equal(0.5, floor.Checker.SquareM);
        Assert.All(scene.Geoms.Skip(1), geom => Assert.Equal((SceneShape.Capsule, 0.7, 0.5, 0.3), (geom.Shape, geom.Colour[0], geom.Colour[1], geom.Colour[2])));
        Assert.Equal(new[] { "side", "back" }, scene.Cameras.Select(camera => camera.Name));
        Assert.False(scene.Cameras[0].Turns);
        Assert.Equal(world.PoseSize, scene.PoseSize);
        Assert.True(scene.Sky!.Zenith[2] > scene.Sky.Nadir[2]);
    }

    [Fact]
    public void Shapes_joints_and_colours_of_every_kind_are_described_and_hidden_ones_left_out()
    {
        using MjModel model = MjModel.FromXml(SmallWorlds.Everything);
        SceneDescription scene = SmallWorlds.Scene(model);

        Assert.Equal(
            ["ground Plane", "shell Ellipsoid", "neck Cylinder", "head Sphere", " Capsule", "door Box"],
            scene.Geoms.Select(geom => $"{geom.Name} {geom.Shape}"));
        Assert.Equal([0.1, 0.2, 0.3, 0.5], scene.Geoms[1].Colour);
        // a geom that names a colour keeps it whatever its material says
        Assert.Equal([1, 1, 0, 1], scene.Geoms[4].Colour);
        Assert.Equal(0.25, scene.Geoms[0].Checker!.SquareM);
        Assert.Equal(
            ["root Free 0", "neck Ball 7", "out Slide 11", "nod Hinge 12", "tilt Hinge 13", "hinge Hinge 14"],
            scene.Bodies.SelectMany(body => body.Joints).Select(joint => $"{joint.Name} {joint.Kind} {joint.Address}"));
        SceneJoint nod = scene.Bodies.SelectMany(body => body.Joints).Single(joint => joint.Name == "nod");
        Assert.Equal((-0.3, -1.0, 2.0), (nod.Reference, nod.Lower!.Value, nod.Upper!.Value));
        Assert.True(Assert.Single(scene.Lights).Directional);
    }

    [Fact]
    public void A_shape_that_no_scene_has_is_refused_by_name()
    {
        using MjModel model = MjModel.FromXml("""
            <mujoco>
              <asset><mesh name="tent" vertex="0 0 0  1 0 0  0 1 0  0 0 1"/></asset>
              <worldbody><body name="b"><geom name="roof" type="mesh" mesh="tent"/></body></worldbody>
            </mujoco>
            """);
        var refusal = Assert.Throws<InvalidOperationException>(() => SceneExport.Of(model, new RobotDescription("tent", [], 0.05, 2)));
        Assert.Contains("roof", refusal.Message, StringComparison.Ordinal);
    }
}
