using GenRL.Simulation.Cheetah;
using MuJoCo;

namespace GenRL.Simulation.Tests;

/// <summary>The cheetah against the tables of the task specification, section 4.</summary>
public sealed class CheetahModelTests : IDisposable
{
    private readonly CheetahEnvironment _cheetah = new(RenderPreset.Plain);

    public CheetahModelTests() => _cheetah.ResetTo(new double[9]);

    public void Dispose() => _cheetah.Dispose();

    [Theory]
    [InlineData("torso", 6.250)]
    [InlineData("bthigh", 1.544)]
    [InlineData("bshin", 1.587)]
    [InlineData("bfoot", 1.095)]
    [InlineData("fthigh", 1.438)]
    [InlineData("fshin", 1.201)]
    [InlineData("ffoot", .885)]
    public void Masses_are_those_of_the_table(string body, double massKg) =>
        Assert.Equal(massKg, _cheetah.Model.Field<double>("body_mass")[_cheetah.Model.Id(MjObject.Body, body)], 0.0006);

    [Fact]
    public void The_total_mass_is_fourteen_kilograms() => Assert.Equal(14, _cheetah.Model.Field<double>("body_mass").Span.ToArray().Sum(), 9);

    [Theory]
    [InlineData(0, "bthigh", -30, 60, 240, 6, 120)]
    [InlineData(1, "bshin", -50, 50, 180, 4.5, 90)]
    [InlineData(2, "bfoot", -230, 50, 120, 3, 60)]
    [InlineData(3, "fthigh", -57, .4, 180, 4.5, 90)]
    [InlineData(4, "fshin", -70, 50, 120, 3, 60)]
    [InlineData(5, "ffoot", -28, 28, 60, 1.5, 30)]
    public void Joints_have_the_order_limits_springs_and_torques_of_the_table(
        int action, string name, double lowerDeg, double upperDeg, double stiffness, double damping, double effortNm)
    {
        var joint = _cheetah.Robot.Joints[action];
        Assert.Equal(name, joint.Name);
        Assert.Equal(double.DegreesToRadians(lowerDeg), joint.LowerRad, 9);
        Assert.Equal(double.DegreesToRadians(upperDeg), joint.UpperRad, 9);
        Assert.Equal(effortNm, joint.EffortNm);
        int id = _cheetah.Model.Id(MjObject.Joint, name);
        Assert.Equal(3 + action, _cheetah.Model.Field<int>("jnt_qposadr")[id]);
        Assert.Equal([0, 1, 0], _cheetah.Model.Field<double>("jnt_axis").Row(id).ToArray());
        Assert.Equal([0, 0, 0], _cheetah.Model.Field<double>("jnt_pos").Row(id).ToArray());
        Assert.Equal(
            (stiffness, damping, .1),
            (_cheetah.Model.Field<double>("jnt_stiffness")[id], _cheetah.Model.Field<double>("dof_damping")[id], _cheetah.Model.Field<double>("dof_armature")[id]));
    }

    [Fact]
    public void The_root_slides_along_x_then_z_and_turns_freely()
    {
        Assert.Equal(["rootx", "rootz", "rooty"], Enumerable.Range(0, 3).Select(i => _cheetah.Model.Name(MjObject.Joint, i)));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((0, 0, 0), (_cheetah.Model.Field<double>("jnt_stiffness")[i], _cheetah.Model.Field<double>("dof_damping")[i], _cheetah.Model.Field<double>("dof_armature")[i]));
            Assert.Equal(0, _cheetah.Model.Field<byte>("jnt_limited")[i]);
        }

        Assert.Equal((1, 2), (_cheetah.Layout.Height, _cheetah.Layout.Pitch));
    }

    [Fact]
    public void Sizes_and_timing_are_those_of_the_table()
    {
        Assert.Equal((9, 9, 6), (_cheetah.Model.Count("nq"), _cheetah.Model.Count("nv"), _cheetah.Model.Count("nu")));
        Assert.Equal((6, 17, 9), (_cheetah.Robot.ActionSize, _cheetah.StateSize, _cheetah.PoseSize));
        Assert.Equal((0.01, 0.02, 2, 500), (_cheetah.ControlPeriodS, _cheetah.Robot.AgentPeriodS, _cheetah.Robot.ActionRepeat, _cheetah.EpisodeSteps));
        Assert.Equal(0.01, _cheetah.Model.Option("timestep"));
    }

    [Fact]
    public void Limbs_collide_with_each_other_and_slide_more_easily_than_the_floor()
    {
        MjField<int> affinity = _cheetah.Model.Field<int>("geom_conaffinity"), type = _cheetah.Model.Field<int>("geom_contype");
        int floor = _cheetah.Model.Id(MjObject.Geom, "floor");
        for (int geom = 0; geom < affinity.Rows; geom++)
        {
            Assert.Equal((1, 1), (type[geom], affinity[geom]));
            Assert.Equal(geom == floor ? [1, .005, .0001] : new[] { .4, .1, .1 }, _cheetah.Model.Field<double>("geom_friction").Row(geom).ToArray());
        }

        Assert.Equal([98, 0, 0], _cheetah.Model.Field<double>("geom_pos").Row(floor).ToArray());
        Assert.Equal([200, .8], _cheetah.Model.Field<double>("geom_size").Row(floor)[..2].ToArray());

        Assert.True(SelfContact.InRandomPoses(_cheetah, [0, 3, 0, 0, 0, 0, 0, 0, 0]), "limbs pass through each other");
    }

    [Fact]
    public void The_side_camera_stands_level_three_metres_beside_the_torso()
    {
        int side = _cheetah.Model.Id(MjObject.Camera, "side");
        Assert.Equal(0, side);
        Assert.Equal(45, _cheetah.Model.Field<double>("cam_fovy")[side]);
        Near([0, -3, .7], _cheetah.Data.Field<double>("cam_xpos").Row(side));
        // a camera looks against its own z axis: along y
        Near([1, 0, 0, 0, 0, -1, 0, 1, 0], _cheetah.Data.Field<double>("cam_xmat").Row(side));
        Near([-1.8, -1.3, 1.5], _cheetah.Data.Field<double>("cam_xpos").Row(_cheetah.Model.Id(MjObject.Camera, "back")));

        static void Near(double[] expected, Span<double> actual) =>
            Assert.All(expected.Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 9));
    }

    [Fact]
    public void The_observation_is_the_pose_without_the_distance_then_the_velocities()
    {
        _cheetah.ResetTo([5, 0.1, 0.2, 0.3, 0.4, 0.5, -0.6, 0.35, 0.25]);
        _cheetah.Data.Field<double>("qvel")[8] = 2.5;
        var state = new float[17];
        _cheetah.ReadState(state);
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, -0.6f, 0.35f, 0.25f, 0, 0, 0, 0, 0, 0, 0, 0, 2.5f], state);
    }

    [Fact]
    public void A_start_has_come_to_rest_on_the_ground_and_its_clock_stands_at_zero()
    {
        var pose = new double[9];
        for (ulong seed = 0; seed < 40; seed++)
        {
            _cheetah.Reset(seed);
            _cheetah.ReadPose(pose);
            Assert.Equal(0, _cheetah.TimeS);
            Assert.InRange(_cheetah.LowestPointM(), -0.03, 0.03);
            Assert.True(_cheetah.Data.Field<double>("qvel").Span.ToArray().Max(Math.Abs) < 2, $"seed {seed} still moves");
            Assert.All(pose[3..].Zip(_cheetah.Robot.Joints), pair => Assert.InRange(pair.First, pair.Second.LowerRad - 0.1, pair.Second.UpperRad + 0.1));
        }
    }

    [Fact]
    public void A_reset_on_the_ground_touches_it()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            _cheetah.ResetOnGround(seed);
            Assert.Equal(0, _cheetah.LowestPointM(), 9);
        }
    }
}
