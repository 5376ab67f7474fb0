using GenRL.Simulation.Stickman;
using MuJoCo;

namespace GenRL.Simulation.Tests;

public sealed class StickmanModelTests : IDisposable
{
    private readonly StickmanEnvironment _stickman = new(RenderPreset.Plain);

    public StickmanModelTests() => _stickman.ResetTo([.. StickmanEnvironment.StandingPose]);

    public void Dispose() => _stickman.Dispose();

    [Fact]
    public void Standing_straight_has_the_heights_of_the_specification()
    {
        StickmanPhysics physics = _stickman.Physics;
        double[] heights =
        [
            physics.TorsoHeight, physics.LeftThighHeight, physics.RightThighHeight, physics.LeftLegHeight, physics.RightLegHeight,
            physics.LeftFootHeight, physics.RightFootHeight, physics.LeftHandHeight, physics.RightHandHeight,
            Height("head"), Height("left_arm"), Height("right_arm"),
        ];
        double[] expected = [1.25, 1, 1, .3, .3, .05, .05, .85, .85, 1.7, 1.45, 1.45];
        Assert.All(expected.Zip(heights), pair => Assert.Equal(pair.First, pair.Second, 9));
        double Height(string body) => _stickman.Data.Field<double>("xpos").Row(_stickman.Model.Id(MjObject.Body, body))[2];
    }

    [Theory]
    [InlineData("torso", 6.560)]
    [InlineData("neck", .954)]
    [InlineData("head", 4.189)]
    [InlineData("right_thigh", 4.058)]
    [InlineData("right_leg", 2.781)]
    [InlineData("right_foot", 1.273)]
    [InlineData("left_thigh", 4.058)]
    [InlineData("left_leg", 2.781)]
    [InlineData("left_foot", 1.273)]
    [InlineData("left_arm", 1.625)]
    [InlineData("left_forearm", 1.334)]
    [InlineData("left_hand", .524)]
    [InlineData("right_arm", 1.625)]
    [InlineData("right_forearm", 1.334)]
    [InlineData("right_hand", .524)]
    public void Masses_are_those_of_the_table(string body, double massKg) =>
        Assert.Equal(massKg, _stickman.Model.Field<double>("body_mass")[_stickman.Model.Id(MjObject.Body, body)], 3);

    [Fact]
    public void The_total_mass_is_that_of_the_table()
    {
        double total = 0;
        foreach (double mass in _stickman.Model.Field<double>("body_mass").Span)
        {
            total += mass;
        }

        Assert.Equal(34.894, total, 3);
    }

    [Theory]
    [InlineData(0, "right_hip", -20, 100, 100)]
    [InlineData(1, "right_knee", -150, 0, 50)]
    [InlineData(2, "right_ankle", -45, 45, 20)]
    [InlineData(3, "left_hip", -20, 100, 100)]
    [InlineData(4, "left_knee", -150, 0, 50)]
    [InlineData(5, "left_ankle", -45, 45, 20)]
    [InlineData(6, "left_shoulder", -20, 100, 100)]
    [InlineData(7, "left_elbow", 0, 150, 50)]
    [InlineData(8, "right_shoulder", -20, 100, 100)]
    [InlineData(9, "right_elbow", 0, 150, 50)]
    public void Joints_have_the_order_limits_and_torques_of_the_table(int action, string name, double lowerDeg, double upperDeg, double effortNm)
    {
        var joint = _stickman.Robot.Joints[action];
        Assert.Equal(name, joint.Name);
        Assert.Equal(double.DegreesToRadians(lowerDeg), joint.LowerRad, 9);
        Assert.Equal(double.DegreesToRadians(upperDeg), joint.UpperRad, 9);
        Assert.Equal(effortNm, joint.EffortNm);
        Assert.Equal(3 + action, _stickman.Model.Field<int>("jnt_qposadr")[_stickman.Model.Id(MjObject.Joint, name)]);
        Assert.Equal([0, -1, 0], _stickman.Model.Field<double>("jnt_axis").Row(3 + action).ToArray());
    }

    [Fact]
    public void Head_and_hands_are_rigid_and_the_sizes_are_those_of_the_table()
    {
        Assert.Equal((13, 13, 10), (_stickman.Model.Count("nq"), _stickman.Model.Count("nv"), _stickman.Model.Count("nu")));
        MjField<int> joints = _stickman.Model.Field<int>("body_jntnum");
        Assert.All(new[] { "neck", "head", "left_hand", "right_hand" }, body => Assert.Equal(0, joints[_stickman.Model.Id(MjObject.Body, body)]));
        Assert.Equal((10, 44, 13), (_stickman.Robot.ActionSize, _stickman.StateSize, _stickman.PoseSize));
        Assert.Equal((0.05, 2, 500), (_stickman.Robot.AgentPeriodS, _stickman.Robot.ActionRepeat, _stickman.EpisodeSteps));
    }

    [Fact]
    public void Limbs_collide_with_the_floor_only()
    {
        MjField<int> affinity = _stickman.Model.Field<int>("geom_conaffinity");
        int floor = _stickman.Model.Id(MjObject.Geom, "floor");
        for (int geom = 0; geom < affinity.Rows; geom++)
        {
            Assert.Equal(geom == floor ? 1 : 0, affinity[geom]);
            Assert.Equal([.7, .1, .1], _stickman.Model.Field<double>("geom_friction").Row(geom).ToArray());
        }
    }

    [Fact]
    public void The_side_camera_stands_where_the_table_says_and_looks_thirty_degrees_down()
    {
        int side = _stickman.Model.Id(MjObject.Camera, "side");
        Assert.Equal(0, side);
        Assert.Equal(45, _stickman.Model.Field<double>("cam_fovy")[side]);
        double[] expected = [0, -2.25, 2.25];
        double[] place = _stickman.Data.Field<double>("cam_xpos").Row(side).ToArray();
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(expected[i], place[i], 9));
        Assert.Equal(0.5, _stickman.Data.Field<double>("cam_xmat").Row(side)[8], 9);
    }

    [Fact]
    public void The_observation_lists_fifteen_orientations_then_height_then_velocities()
    {
        _stickman.ResetTo([-0.1, 0, 0.3, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0]);
        _stickman.Data.Field<double>("qvel")[4] = 2.5;
        _stickman.Data.Forward();
        var state = new float[44];
        _stickman.ReadState(state);
        Assert.Equal(MathF.Cos(0.3f), state[0], 5);
        Assert.Equal(MathF.Sin(0.3f), state[1], 5);
        Assert.Equal(MathF.Sin(0.3f), state[5], 5);          // the head turns with the torso
        Assert.Equal(MathF.Sin(0.3f - 0.5f), state[19], 5);  // the left arm against it
        Assert.Equal(1.15f, state[30], 5);
        Assert.Equal(2.5f, state[35], 5);
    }

    [Fact]
    public void A_reset_on_the_ground_touches_it_with_any_part_in_many_poses()
    {
        var heights = new List<double>();
        bool byHand = false;
        for (ulong seed = 0; seed < 200; seed++)
        {
            _stickman.ResetOnGround(seed);
            heights.Add(_stickman.Physics.TorsoHeight);
            Assert.InRange(_stickman.LowestPointM(), -1e-9, 1e-9);
            byHand |= Math.Min(_stickman.Physics.LeftHandHeight, _stickman.Physics.RightHandHeight) < 0.05 + 1e-6;
        }

        Assert.True(byHand, "no pose rests on a hand, which is a sphere");
        Assert.True(heights.Max() - heights.Min() > 0.7, $"{heights.Min()}..{heights.Max()}");
    }
}
