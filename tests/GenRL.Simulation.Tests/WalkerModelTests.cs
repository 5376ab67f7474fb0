using GenRL.Simulation.Bipeds;
using GenRL.Simulation.Walker;
using MuJoCo;

namespace GenRL.Simulation.Tests;

public sealed class WalkerModelTests : IDisposable
{
    private readonly WalkerEnvironment _walker = new(RenderPreset.Plain);

    public WalkerModelTests() => _walker.ResetTo([.. WalkerEnvironment.StandingPose]);

    public void Dispose() => _walker.Dispose();

    [Fact]
    public void Standing_straight_has_the_heights_of_the_specification()
    {
        BipedPhysics physics = _walker.Physics;
        Assert.Equal(1.3, physics.TorsoHeight, 9);
        Assert.Equal(1.0, physics.LeftThighHeight, 9);
        Assert.Equal(1.0, physics.RightThighHeight, 9);
        Assert.Equal(0.3, physics.LeftLegHeight, 9);
        Assert.Equal(0.3, physics.RightLegHeight, 9);
        Assert.Equal(0.05, physics.LeftFootHeight, 9);
        Assert.Equal(0.05, physics.RightFootHeight, 9);
        Assert.Equal(1, physics.TorsoUpright, 9);
    }

    [Theory]
    [InlineData("torso", 10.673)]
    [InlineData("right_thigh", 4.058)]
    [InlineData("right_leg", 2.781)]
    [InlineData("right_foot", 2.094)]
    [InlineData("left_thigh", 4.058)]
    [InlineData("left_leg", 2.781)]
    [InlineData("left_foot", 2.094)]
    public void Masses_are_those_of_the_table(string body, double massKg) =>
        Assert.Equal(massKg, _walker.Model.Field<double>("body_mass")[_walker.Model.Id(MjObject.Body, body)], 3);

    [Fact]
    public void The_total_mass_is_that_of_the_table()
    {
        double total = 0;
        foreach (double mass in _walker.Model.Field<double>("body_mass").Span)
        {
            total += mass;
        }

        Assert.Equal(28.5403, total, 4);
    }

    [Theory]
    [InlineData(0, "right_hip", -20, 100, 100)]
    [InlineData(1, "right_knee", -150, 0, 50)]
    [InlineData(2, "right_ankle", -45, 45, 20)]
    [InlineData(3, "left_hip", -20, 100, 100)]
    [InlineData(4, "left_knee", -150, 0, 50)]
    [InlineData(5, "left_ankle", -45, 45, 20)]
    public void Joints_have_the_order_limits_and_torques_of_the_table(int action, string name, double lowerDeg, double upperDeg, double effortNm)
    {
        var joint = _walker.Robot.Joints[action];
        Assert.Equal(name, joint.Name);
        Assert.Equal(double.DegreesToRadians(lowerDeg), joint.LowerRad, 9);
        Assert.Equal(double.DegreesToRadians(upperDeg), joint.UpperRad, 9);
        Assert.Equal(effortNm, joint.EffortNm);
        Assert.Equal(3 + action, _walker.Model.Field<int>("jnt_qposadr")[_walker.Model.Id(MjObject.Joint, name)]);
    }

    [Fact]
    public void Root_and_limb_joints_have_their_damping_and_armature()
    {
        double[] damping = [0, 0, 0, .1, .1, .1, .1, .1, .1], armature = [0, 0, 0, .01, .01, .01, .01, .01, .01];
        Assert.Equal(damping, _walker.Model.Field<double>("dof_damping").Span.ToArray());
        Assert.Equal(armature, _walker.Model.Field<double>("dof_armature").Span.ToArray());
        Assert.Equal([0, .99, .01], _walker.Model.Field<double>("jnt_solimp").Row(5)[..3].ToArray());
    }

    [Fact]
    public void Solver_and_timing_are_those_of_the_specification()
    {
        MjModel model = _walker.Model;
        Assert.Equal(0.0025, model.Option("timestep"));
        Assert.Equal((0, 2, 100, 1e-8, 0, 1), (model.Option("integrator"), model.Option("solver"), model.Option("iterations"),
            model.Option("tolerance"), model.Option("cone"), model.Option("impratio")));
        Assert.Equal(0.025, _walker.ControlPeriodS);
        Assert.Equal((0.05, 2, 500), (_walker.Robot.AgentPeriodS, _walker.Robot.ActionRepeat, _walker.EpisodeSteps));
        _walker.Step(new float[6], new double[9]);
        Assert.Equal(0.05, _walker.TimeS, 9);
    }

    [Fact]
    public void Limbs_collide_with_the_floor_only()
    {
        MjField<int> affinity = _walker.Model.Field<int>("geom_conaffinity");
        int floor = _walker.Model.Id(MjObject.Geom, "floor");
        for (int geom = 0; geom < affinity.Rows; geom++)
        {
            Assert.Equal(geom == floor ? 1 : 0, affinity[geom]);
            Assert.Equal([.7, .1, .1], _walker.Model.Field<double>("geom_friction").Row(geom).ToArray());
        }

        Assert.Equal([248, 0, 0], _walker.Model.Field<double>("geom_pos").Row(floor).ToArray());
        Assert.Equal([250, .8], _walker.Model.Field<double>("geom_size").Row(floor)[..2].ToArray());
    }

    [Fact]
    public void The_side_camera_keeps_its_direction_and_follows_the_centre_of_mass()
    {
        int side = _walker.Model.Id(MjObject.Camera, "side");
        Assert.Equal(0, side);
        Assert.Equal(45, _walker.Model.Field<double>("cam_fovy")[side]);
        double[] standing = _walker.Data.Field<double>("cam_xpos").Row(side).ToArray();
        double[] expected = [0, -2, 2.0];
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(expected[i], standing[i], 9));
        double[] direction = _walker.Data.Field<double>("cam_xmat").Row(side).ToArray();
        Assert.Equal(0.5, direction[8], 9);  // 30 degrees down: the backward axis has z = sin 30

        double[] centre = _walker.Data.Field<double>("subtree_com").Row(1).ToArray();
        _walker.ResetTo([-0.4, 3, 1.2, .5, -1, 0, 1, 0, 0]);
        double[] moved = _walker.Data.Field<double>("cam_xpos").Row(side).ToArray();
        double[] movedCentre = _walker.Data.Field<double>("subtree_com").Row(1).ToArray();
        Assert.Equal(direction, _walker.Data.Field<double>("cam_xmat").Row(side).ToArray());
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(standing[i] - centre[i], moved[i] - movedCentre[i], 9));
    }

    [Fact]
    public void The_model_gives_the_same_sky_and_floor_every_time_it_is_compiled()
    {
        using var again = MjModel.FromXml(WalkerEnvironment.ModelXml);
        Assert.True(_walker.Model.Field<byte>("tex_rgb").Span.SequenceEqual(again.Field<byte>("tex_rgb").Span));
    }
}
