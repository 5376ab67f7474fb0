using GenRL.Simulation.Kitchen;
using MuJoCo;

namespace GenRL.Simulation.Tests.Kitchen;

/// <summary>The kitchen against the tables of the task specification, section 6.</summary>
public sealed class KitchenModelTests : IDisposable
{
    private readonly KitchenEnvironment _kitchen = new(RenderPreset.Plain);

    public void Dispose() => _kitchen.Dispose();

    private MjModel Model => _kitchen.Model;

    private int JointId(string name) => Model.Id(MjObject.Joint, name);

    [Fact]
    public void The_hand_starts_where_the_specification_puts_it()
    {
        double[] expected = [-0.432, 0.119, 2.025];
        Assert.All(expected.Zip(_kitchen.Physics.EndEffector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 0.003));
    }

    [Fact]
    public void Sizes_and_timing_are_those_of_the_table()
    {
        Assert.Equal((24, 23, 9), (Model.Count("nq"), Model.Count("nv"), Model.Count("nu")));
        Assert.Equal((9, 60, 24), (_kitchen.Robot.ActionSize, _kitchen.StateSize, _kitchen.PoseSize));
        Assert.Equal((0.08, 0.16, 2, 140), (_kitchen.ControlPeriodS, _kitchen.Robot.AgentPeriodS, _kitchen.Robot.ActionRepeat, _kitchen.EpisodeSteps));
        Assert.Equal(0.002, Model.Option("timestep"));
    }

    [Theory]
    [InlineData("link1", 2.706)]
    [InlineData("link2", 2.730)]
    [InlineData("link3", 2.041)]
    [InlineData("link4", 2.081)]
    [InlineData("link5", 3.000)]
    [InlineData("link6", 1.324)]
    [InlineData("link7", 1.019)]
    [InlineData("left_finger", .0927)]
    [InlineData("right_finger", .0927)]
    [InlineData("burner_2", .01)]
    [InlineData("light_switch", .1)]
    [InlineData("light_shutter", .01)]
    [InlineData("slide_door", .34)]
    [InlineData("microwave_door", .34)]
    [InlineData("kettle", .88)]
    public void Masses_are_those_of_the_tables(string body, double massKg) =>
        Assert.Equal(massKg, Model.Field<double>("body_mass")[Model.Id(MjObject.Body, body)], 6);

    [Theory]
    [InlineData(0, "joint1", -2.8973, 2.8973, 100, 870, 87, -2.9671, 2.9671)]
    [InlineData(1, "joint2", -1.7628, 1.7628, 100, 870, 87, -1.8326, 1.8326)]
    [InlineData(2, "joint3", -2.8973, 2.8973, 100, 870, 87, -2.9671, 2.9671)]
    [InlineData(3, "joint4", -3.0718, -.4, 100, 870, 87, -3.1416, 0)]
    [InlineData(4, "joint5", -2.8973, 2.8973, 10, 120, 12, -2.9671, 2.9671)]
    [InlineData(5, "joint6", -1.6573, 2.1127, 10, 120, 12, -3.7525, 2.1817)]
    [InlineData(6, "joint7", -2.8973, 2.8973, 10, 120, 12, -2.9671, 2.9671)]
    [InlineData(7, "left_finger", 0, .04, 100, 500, 70, 0, .04)]
    [InlineData(8, "right_finger", 0, .04, 100, 500, 70, 0, .04)]
    public void Joints_and_servos_of_the_arm_are_those_of_the_table(
        int action, string name, double lower, double upper, double damping, double stiffness, double effort, double lowerControl, double upperControl)
    {
        var joint = _kitchen.Robot.Joints[action];
        Assert.Equal((name, lower, upper), (joint.Name, joint.LowerRad, joint.UpperRad));
        Assert.Equal(action, Model.Field<int>("jnt_qposadr")[JointId(name)]);
        Assert.Equal(damping, Model.Field<double>("dof_damping")[action]);
        Assert.Equal(action >= 7 ? 5 : 0, Model.Field<double>("dof_armature")[action]);
        Assert.Equal((stiffness, -stiffness), (Model.Field<double>("actuator_gainprm").Row(action)[0], Model.Field<double>("actuator_biasprm").Row(action)[1]));
        Assert.Equal([-effort, effort], Model.Field<double>("actuator_forcerange").Row(action).ToArray());
        Assert.Equal([lowerControl, upperControl], Model.Field<double>("actuator_ctrlrange").Row(action).ToArray());
        Assert.Equal(effort, joint.EffortNm);
    }

    [Theory]
    [InlineData("knob_2", 9, -1.57, 0, 2, .001, 0)]
    [InlineData("burner_2", 10, -.009, 0, 2, .001, 0)]
    [InlineData("knob_4", 11, -1.57, 0, 2, .001, 0)]
    [InlineData("burner_4", 12, -.009, 0, 2, .001, 0)]
    [InlineData("light_switch", 13, -.7, 0, 2, .001, 1)]
    [InlineData("light_shutter", 14, -.05, 0, 2, .001, 1)]
    [InlineData("slide_door", 15, 0, .44, 2, .01, 2)]
    [InlineData("microwave_door", 16, -2.094, 0, 2, .01, 2)]
    public void Joints_of_objects_are_those_of_the_table(string name, int position, double lower, double upper, double damping, double armature, double friction)
    {
        int joint = JointId(name), dof = Model.Field<int>("jnt_dofadr")[joint];
        Assert.Equal(position, Model.Field<int>("jnt_qposadr")[joint]);
        Assert.Equal([lower, upper], Model.Field<double>("jnt_range").Row(joint).ToArray());
        Assert.Equal(
            (damping, armature, friction),
            (Model.Field<double>("dof_damping")[dof], Model.Field<double>("dof_armature")[dof], Model.Field<double>("dof_frictionloss")[dof]));
    }

    [Theory]
    [InlineData("knob_2", -.256, .640, 2.226)]
    [InlineData("knob_4", -.256, .640, 2.340)]
    [InlineData("light_switch", -.369, .616, 2.280)]
    [InlineData("slide_handle", -.108, .607, 2.600)]
    [InlineData("microwave_handle", -.642, .493, 1.792)]
    public void What_is_to_be_touched_is_where_the_table_says(string site, double x, double y, double z)
    {
        double[] expected = [x, y, z];
        Assert.All(expected.Zip(_kitchen.Physics.Site(site).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 0.0015));
    }

    [Fact]
    public void Knob_plate_switch_and_shutter_stay_coupled_while_they_are_driven()
    {
        var forces = _kitchen.Data.Field<double>("qfrc_applied");
        forces[Model.Field<int>("jnt_dofadr")[JointId("knob_2")]] = -2;
        forces[Model.Field<int>("jnt_dofadr")[JointId("light_switch")]] = -2;
        // the start of the specification is a little off both couplings
        _kitchen.Data.Step(200);
        Assert.Equal(174 * _kitchen.Physics.Joint("burner_2"), _kitchen.Physics.Knob2, 1e-3);
        Assert.Equal(14 * _kitchen.Physics.Joint("light_shutter"), _kitchen.Physics.LightSwitch, 1e-3);
        Assert.True(_kitchen.Physics.Knob2 < -0.2, $"knob at {_kitchen.Physics.Knob2}");
        Assert.True(_kitchen.Physics.LightSwitch < -0.1, $"switch at {_kitchen.Physics.LightSwitch}");
    }

    [Fact]
    public void At_the_start_the_arm_touches_nothing_and_the_kettle_stands()
    {
        Assert.All(Enumerable.Range(0, 20), seed =>
        {
            _kitchen.ResetOnGround((ulong)seed);
            Assert.Equal(0, ArmContacts());
        });
        _kitchen.Reset(0);
        Assert.Equal(0, ArmContacts());
        for (int step = 0; step < 10; step++)
        {
            _kitchen.Step(new float[9], new double[4]);
        }

        Assert.Equal(1.619, _kitchen.Physics.KettleHeight, 0.003);

        // the kettle on the stove is all that touches
        int ArmContacts() => (int)_kitchen.Data.Scalar("ncon") - KettleContacts();
        int KettleContacts()
        {
            using var alone = new MjData(Model);
            double[] pose = [.. KitchenEnvironment.StartPose];
            pose.CopyTo(alone.Field<double>("qpos").Span);
            alone.Forward();
            return (int)alone.Scalar("ncon");
        }
    }
}
