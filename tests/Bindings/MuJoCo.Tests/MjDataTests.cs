namespace MuJoCo.Tests;

public class MjDataTests
{
    [Fact]
    public void A_free_body_falls_as_gravity_says()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        data.Forward();
        data.Step(40);
        Assert.Equal(0.2, data.TimeS, 9);
        // semi-implicit Euler: z = z0 - g h^2 n (n + 1) / 2
        Assert.Equal(1 - 9.81 * 0.005 * 0.005 * 40 * 41 / 2, data.Field<double>("qpos")[2], 9);
    }

    [Fact]
    public void Positions_belong_to_the_state_after_the_step()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        data.Forward();
        data.Step(3);
        int box = model.Id(MjObject.Body, "box");
        Assert.Equal(data.Field<double>("qpos")[2], data.Field<double>("xpos").Row(box)[2]);
    }

    [Fact]
    public void A_motor_moves_its_joint_and_reset_undoes_it()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        data.Field<double>("ctrl")[0] = 1;
        data.Step(10);
        Assert.True(data.Field<double>("qpos")[7] > 0.01);
        data.Reset();
        Assert.Equal(0, data.Field<double>("qpos")[7]);
        Assert.Equal(0, data.TimeS);
    }

    [Fact]
    public void An_unactuated_forward_step_leaves_the_motor_out_and_on_again_afterwards()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        data.Field<double>("ctrl")[0] = 1;
        data.ForwardUnactuated();
        Assert.Equal(0, data.Field<double>("actuator_force")[0]);
        data.Forward();
        Assert.Equal(1, data.Field<double>("actuator_force")[0]);
    }

    [Theory]
    [InlineData("ctrl", double.NaN)]
    [InlineData("qpos", double.NaN)]
    [InlineData("qvel", double.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_an_error_every_time(string field, double value)
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            data.Field<double>(field)[0] = value;
            var error = Assert.Throws<MujocoException>(() => data.Step(1));
            Assert.Contains("MuJoCo warned", error.Message, StringComparison.Ordinal);
        }

        data.Reset();
        data.Step(5);
    }

    [Fact]
    public void Wrong_names_and_types_are_refused_by_name()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        Assert.Contains("qqpos", Assert.Throws<ArgumentException>(() => data.Field<double>("qqpos")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => data.Field<float>("qpos"));
        Assert.Throws<ArgumentException>(() => data.Field<double>("contact"));
        Assert.Throws<ArgumentException>(() => data.Scalar("qpos"));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Step(0));
    }

    [Fact]
    public void Two_states_of_one_model_do_not_touch_each_other()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var first = new MjData(model);
        using var second = new MjData(model);
        first.Step(20);
        Assert.Equal(1, second.Field<double>("qpos")[2]);
    }

    [Fact]
    public void A_sites_jacobian_is_how_it_moves_when_a_joint_does()
    {
        const string pendulum = """
            <mujoco>
              <worldbody>
                <body>
                  <joint name="slide" type="slide" axis="1 0 0"/>
                  <joint name="hinge" axis="0 1 0"/>
                  <geom size=".1"/>
                  <site name="tip" pos=".5 0 .2"/>
                </body>
              </worldbody>
            </mujoco>
            """;
        using var model = MjModel.FromXml(pendulum);
        using var data = new MjData(model);
        data.Field<double>("qpos")[1] = 0.3;
        data.Forward();
        int site = model.Id(MjObject.Site, "tip");
        double[] position = new double[6], rotation = new double[6];
        data.SiteJacobian(site, position, rotation);
        double[] before = data.Field<double>("site_xpos").Row(site).ToArray();
        const double step = 1e-6;
        data.Field<double>("qpos")[1] += step;
        data.Forward();
        double[] after = data.Field<double>("site_xpos").Row(site).ToArray();
        for (int axis = 0; axis < 3; axis++)
        {
            Assert.Equal(axis == 0 ? 1 : 0, position[2 * axis]);
            Assert.Equal((after[axis] - before[axis]) / step, position[2 * axis + 1], 5);
            Assert.Equal((0, axis == 1 ? 1.0 : 0), (rotation[2 * axis], rotation[2 * axis + 1]));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => data.SiteJacobian(1, position, rotation));
        Assert.Throws<ArgumentException>(() => data.SiteJacobian(site, new double[5], rotation));
    }
}
