using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation.Quadruped;
using MuJoCo;

namespace GenRL.Simulation.Tests;

/// <summary>The quadruped against the tables of the task specification, section 5.</summary>
public sealed class QuadrupedModelTests : IDisposable
{
    private readonly QuadrupedEnvironment _quadruped = new(RenderPreset.Plain);
    private readonly double[] _reference = new double[23];

    public QuadrupedModelTests()
    {
        _quadruped.ReadReferencePose(_reference);
        _quadruped.ResetTo(_reference);
    }

    public void Dispose() => _quadruped.Dispose();

    public static TheoryData<string, int> Legs => new() { { "front_left", 0 }, { "front_right", 1 }, { "back_right", 2 }, { "back_left", 3 } };

    [Fact]
    public void Masses_are_those_of_the_table()
    {
        double Mass(string body) => _quadruped.Model.Field<double>("body_mass")[_quadruped.Model.Id(MjObject.Body, body)];
        Assert.Equal(67.858, Mass("torso"), 3);
        foreach (string leg in QuadrupedEnvironment.Legs)
        {
            Assert.Equal([4.285, 2.922, 1.536, 1.072], new[] { "hip", "knee", "ankle", "toe" }.Select(part => Math.Round(Mass($"{part}_{leg}"), 3)));
        }

        Assert.Equal(107.118, _quadruped.Model.Field<double>("body_mass").Span.ToArray().Sum(), 3);
    }

    [Fact]
    public void Sizes_and_timing_are_those_of_the_table()
    {
        MjModel model = _quadruped.Model;
        Assert.Equal((23, 22, 12, 12), (model.Count("nq"), model.Count("nv"), model.Count("nu"), model.Count("na")));
        Assert.Equal((12, 78, 23), (_quadruped.Robot.ActionSize, _quadruped.StateSize, _quadruped.PoseSize));
        Assert.Equal((0.02, 0.04, 2, 500), (_quadruped.ControlPeriodS, _quadruped.Robot.AgentPeriodS, _quadruped.Robot.ActionRepeat, _quadruped.EpisodeSteps));
        Assert.Equal(0.005, model.Option("timestep"));
        Assert.Equal([1000, 1000], model.Field<double>("geom_size").Row(model.Id(MjObject.Geom, "floor"))[..2].ToArray());
    }

    [Theory]
    [MemberData(nameof(Legs))]
    public void Each_leg_has_four_joints_in_order_and_three_servos(string leg, int index)
    {
        (string Name, double Lower, double Upper)[] joints = [("yaw", -50, 50), ("pitch", -20, 60), ("knee", -60, 50), ("ankle", -45, 55)];
        for (int i = 0; i < joints.Length; i++)
        {
            JointDescription joint = _quadruped.Robot.Joints[4 * index + i];
            Assert.Equal($"{joints[i].Name}_{leg}", joint.Name);
            Assert.Equal(joints[i].Lower, double.RadiansToDegrees(joint.LowerRad), 9);
            Assert.Equal(joints[i].Upper, double.RadiansToDegrees(joint.UpperRad), 9);
            Assert.Equal(7 + 4 * index + i, _quadruped.Layout.Joints[4 * index + i]);
            int id = _quadruped.Model.Id(MjObject.Joint, joint.Name);
            Assert.Equal(i == 0 ? [0, 0, 1] : new double[] { 0, 1, 0 }, _quadruped.Model.Field<double>("jnt_axis").Row(id).ToArray());
            int dof = _quadruped.Model.Field<int>("jnt_dofadr")[id];
            Assert.Equal((30, .01), (_quadruped.Model.Field<double>("dof_damping")[dof], _quadruped.Model.Field<double>("dof_armature")[dof]));
        }

        CommandDescription[] expected =
        [
            new($"yaw_{leg}", CommandKind.Target, -1, 1), new($"lift_{leg}", CommandKind.Target, -1, 1.1), new($"extend_{leg}", CommandKind.Target, -.8, .8),
        ];
        Assert.Equal(expected, _quadruped.Robot.Commands.Skip(3 * index).Take(3));
        Assert.False(_quadruped.Robot.IsTorqueDriven);
    }

    [Fact]
    public void A_servo_pulls_a_thousand_newtons_for_every_metre_between_a_target_that_lags_and_its_length()
    {
        var commands = new double[12];
        commands[1] = 1.1;
        _quadruped.ResetTo([0, 0, 3, 1, 0, 0, 0, .. new double[16]]);
        MjField<double> target = _quadruped.Data.Field<double>("act"), force = _quadruped.Data.Field<double>("actuator_force"), length = _quadruped.Data.Field<double>("actuator_length");
        _quadruped.StepCommands(commands);

        // four physics steps of 5 ms towards the target with a lag of 100 ms
        Assert.Equal(1.1 * (1 - Math.Pow(0.95, 4)), target[1], 9);
        _quadruped.Data.Forward();
        Assert.Equal(1000 * (target[1] - length[1]), force[1], 6);
        double pitch = _quadruped.Data.Field<double>("qpos")[8], ankle = _quadruped.Data.Field<double>("qpos")[10];
        Assert.Equal(0.5 * pitch - 0.5 * ankle, length[1], 9);
        Assert.NotEqual(0, length[1]);
    }

    [Fact]
    public void Tendons_have_the_coefficients_of_the_table()
    {
        (string Tendon, double Pitch, double Knee, double Ankle)[] table = [("coupling", .333, .333, .333), ("extend", .25, -.5, .25), ("lift", .5, 0, -.5)];
        _quadruped.ResetTo([0, 0, 3, 1, 0, 0, 0, 0, .3, .2, .1, .. new double[12]]);
        foreach ((string tendon, double pitch, double knee, double ankle) in table)
        {
            double length = _quadruped.Data.Field<double>("ten_length")[_quadruped.Model.Id(MjObject.Tendon, $"{tendon}_front_left")];
            Assert.Equal(.3 * pitch + .2 * knee + .1 * ankle, length, 12);
        }
    }

    [Fact]
    public void The_coupling_holds_pitch_knee_and_ankle_together_whatever_the_servos_do()
    {
        var random = new SeededRandom(2);
        _quadruped.Reset(1);
        MjField<double> pose = _quadruped.Data.Field<double>("qpos");
        for (int step = 0; step < 200; step++)
        {
            _quadruped.Step([.. Enumerable.Range(0, 12).Select(_ => (float)random.Between(-1, 1))], new double[_quadruped.Tasks.Count]);
            for (int leg = 0; leg < 4; leg++)
            {
                Assert.InRange(pose[8 + 4 * leg] + pose[9 + 4 * leg] + pose[10 + 4 * leg], -0.25, 0.25);
            }
        }
    }

    [Fact]
    public void Sensors_stand_in_the_order_of_the_table()
    {
        string[] expected =
        [
            "torso_accelerometer", "torso_gyro", "torso_velocimeter", .. QuadrupedEnvironment.Legs.Select(leg => $"force_toe_{leg}"),
            .. QuadrupedEnvironment.Legs.Select(leg => $"torque_toe_{leg}"), "centre_of_mass",
        ];
        Assert.Equal(expected, Enumerable.Range(0, _quadruped.Model.Count("nsensor")).Select(i => _quadruped.Model.Name(MjObject.Sensor, i)));
        Assert.Equal(36, _quadruped.Model.Count("nsensordata"));
    }

    [Fact]
    public void The_pixel_camera_stands_on_the_left_and_looks_down_by_a_slope_of_a_half()
    {
        MjField<double> places = _quadruped.Data.Field<double>("cam_xpos"), turns = _quadruped.Data.Field<double>("cam_xmat");
        Assert.Equal(["global", "x", "y", "egocentric"], Enumerable.Range(0, 4).Select(i => _quadruped.Model.Name(MjObject.Camera, i)));
        double[][] expected = [[-10, 10, 10], [-1.7, 0, 1.57], [0, 4, 2.57], [.3, 0, .68]];
        for (int camera = 0; camera < 4; camera++)
        {
            Assert.All(expected[camera].Zip(places.Row(camera).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 9));
        }

        // it looks against its z axis, the third column
        double[] view = [-turns.Row(2)[2], -turns.Row(2)[5], -turns.Row(2)[8]];
        Assert.Equal(0, view[0], 9);
        Assert.True(view[1] < 0);
        Assert.Equal(0.5, view[2] / view[1], 9);
        Assert.Equal(45, double.RadiansToDegrees(_quadruped.CameraFieldOfViewRad), 9);
    }

    [Fact]
    public void Everything_collides_with_everything_by_the_contact_rules_of_the_table()
    {
        MjModel model = _quadruped.Model;
        for (int geom = 0; geom < model.Count("ngeom"); geom++)
        {
            string name = model.Name(MjObject.Geom, geom)!;
            Assert.Equal((1, 1), (model.Field<int>("geom_contype")[geom], model.Field<int>("geom_conaffinity")[geom]));
            Assert.Equal(name == "floor" ? 3 : 1, model.Field<int>("geom_condim")[geom]);
            Assert.Equal([.01, 1], model.Field<double>("geom_solref").Row(geom).ToArray());
            Assert.Equal([.9, .99, .003], model.Field<double>("geom_solimp").Row(geom)[..3].ToArray());
            Assert.Equal(name.StartsWith("toe_", StringComparison.Ordinal) ? 1.5 : 1, model.Field<double>("geom_friction").Row(geom)[0]);
        }

        double[] pose = [0, 0, 3, 1, 0, 0, 0, .. new double[16]];
        _quadruped.ResetTo(pose);
        Assert.Equal(0, _quadruped.Data.Scalar("ncon"));
        Assert.True(SelfContact.InRandomPoses(_quadruped, pose), "limbs pass through each other");
    }

    [Fact]
    public void A_start_floats_just_above_the_ground_in_any_orientation_with_nothing_activated()
    {
        var pose = new double[23];
        double[] upright = new double[400], heading = new double[400];
        for (int seed = 0; seed < 400; seed++)
        {
            _quadruped.Step([.. Enumerable.Repeat(1f, 12)], new double[_quadruped.Tasks.Count]);
            Assert.NotEqual(0, _quadruped.Data.Field<double>("act")[0]);
            _quadruped.Reset((ulong)seed);
            _quadruped.ReadPose(pose);
            Assert.All(_quadruped.Data.Field<double>("act").Span.ToArray(), activation => Assert.Equal(0, activation));
            Assert.All(_quadruped.Data.Field<double>("qvel").Span.ToArray(), velocity => Assert.Equal(0, velocity));
            Assert.Equal((0, 0), (pose[0], pose[1]));
            Assert.All(pose[7..], angle => Assert.Equal(0, angle));
            Assert.InRange(_quadruped.LowestPointM(), 0, 0.0101);
            Assert.Equal(0, _quadruped.Data.Scalar("ncon"));
            upright[seed] = _quadruped.Physics.TorsoUpright;
            heading[seed] = _quadruped.Data.Field<double>("xmat").Row(1)[0];
        }

        // of a uniform orientation every matrix entry is uniform in [-1, 1]
        foreach (double[] entries in new[] { upright, heading })
        {
            Assert.InRange(entries.Average(), -0.09, 0.09);
            Assert.InRange(entries.Count(entry => entry > 0.5), 70, 130);
            Assert.InRange(entries.Count(entry => entry < -0.5), 70, 130);
        }
    }

    [Fact]
    public void A_reset_on_the_ground_touches_it_with_legs_that_the_coupling_permits()
    {
        var pose = new double[23];
        for (ulong seed = 0; seed < 100; seed++)
        {
            _quadruped.ResetOnGround(seed);
            _quadruped.ReadPose(pose);
            Assert.Equal(0, _quadruped.LowestPointM(), 9);
            Assert.True(_quadruped.Physics.TorsoUpright >= Math.Cos(1.2) - 1e-9);
            for (int joint = 0; joint < 16; joint++)
            {
                Assert.InRange(pose[7 + joint], _quadruped.Robot.Joints[joint].LowerRad, _quadruped.Robot.Joints[joint].UpperRad);
            }

            Assert.All(Enumerable.Range(0, 4), leg => Assert.Equal(0, pose[8 + 4 * leg] + pose[9 + 4 * leg] + pose[10 + 4 * leg], 9));
        }
    }

    [Fact]
    public void The_observation_lists_hinges_activations_velocity_tilt_inertial_sensors_and_squashed_loads()
    {
        _quadruped.Reset(3);
        _quadruped.Step([.. Enumerable.Range(0, 12).Select(i => i / 12f)], new double[_quadruped.Tasks.Count]);
        Span<double> sensors = _quadruped.Data.Field<double>("sensordata").Span;
        double[] expected =
        [
            .. _quadruped.Data.Field<double>("qpos").Span[7..], .. _quadruped.Data.Field<double>("qvel").Span[6..], .. _quadruped.Data.Field<double>("act").Span,
            .. sensors[6..9], _quadruped.Physics.TorsoUpright, .. sensors[..6], .. sensors[9..33].ToArray().Select(Math.Asinh),
        ];
        var state = new float[78];
        _quadruped.ReadState(state);
        Assert.Equal(expected.Select(value => (float)value), state);
    }
}
