namespace MuJoCo.Tests;

/// <summary>Constants that follow from others when a compiled model is changed.</summary>
public class ConstantsTests
{
    [Fact]
    public void What_follows_from_masses_is_recomputed_and_the_state_is_reset()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        int box = model.Id(MjObject.Body, "box");
        double before = model.Field<double>("body_subtreemass")[box], weight = model.Field<double>("body_invweight0").Row(box)[0];
        data.Step(10);
        model.Field<double>("body_mass")[box] *= 2;
        Assert.Equal(before, model.Field<double>("body_subtreemass")[box]);
        data.UpdateConstants();
        Assert.Equal(2 * before, model.Field<double>("body_subtreemass")[box], 12);
        Assert.Equal(weight / 2, model.Field<double>("body_invweight0").Row(box)[0], 12);
        Assert.Equal((0, 1), (data.TimeS, data.Field<double>("qpos")[2]));
    }

    [Fact]
    public void Of_an_unchanged_model_nothing_changes()
    {
        using MjModel model = MjModel.FromXml(Models.Box), twin = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        data.UpdateConstants();
        foreach (string field in (string[])["body_subtreemass", "body_invweight0", "dof_invweight0", "dof_M0", "cam_pos0", "cam_mat0", "light_dir0", "actuator_acc0"])
        {
            Assert.Equal(twin.Field<double>(field).Span.ToArray(), model.Field<double>(field).Span.ToArray());
        }
    }

    [Fact]
    public void The_cameras_light_is_read_and_written()
    {
        using var model = MjModel.FromXml("""<mujoco><visual><headlight ambient=".1 .2 .3" specular=".7 .8 .9"/></visual><worldbody/></mujoco>""");
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f, 0.4f, 0.4f, 0.7f, 0.8f, 0.9f], model.Headlight.Span.ToArray());
        model.Headlight.Row(1)[2] = 0.25f;
        Assert.Equal(0.25f, model.Headlight[5]);
    }
}
