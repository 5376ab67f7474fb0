using GenRL.Robots;
using GenRL.Simulation.Randomisation;
using MuJoCo;

namespace GenRL.Simulation.Tests.Randomisation;

public class ModelRandomiserTests
{
    private static readonly string[] Fields =
    [
        "body_mass", "body_inertia", "body_subtreemass", "body_invweight0", "dof_invweight0", "dof_M0", "dof_damping", "geom_friction",
        "actuator_gainprm", "actuator_biasprm", "actuator_forcerange", "actuator_acc0", "cam_pos", "cam_quat", "cam_pos0", "cam_poscom0", "cam_mat0",
        "light_pos", "light_dir", "light_pos0", "light_poscom0", "light_dir0", "qpos0",
    ];

    public static TheoryData<string> Domains => [.. Worlds.Domains];

    [Theory]
    [MemberData(nameof(Domains))]
    public void Draws_never_add_up_and_an_empty_one_gives_the_compiled_model_back(string domain)
    {
        using PhysicsEnvironment world = Worlds.Create(domain, RenderPreset.Plain), twin = Worlds.Create(domain, RenderPreset.Plain);
        var randomiser = new ModelRandomiser(world);
        double[] once = [];
        for (ulong seed = 0; seed < 5; seed++)
        {
            randomiser.Apply(RandomisationDraw.From(RandomisationDrawTests.Everything, world.Model, seed));
            once = seed == 0 ? Everything(world.Model) : once;
        }

        randomiser.Apply(RandomisationDraw.From(RandomisationDrawTests.Everything, world.Model, 0));
        Assert.Equal(once, Everything(world.Model));
        Assert.NotEqual(Everything(twin.Model), Everything(world.Model));
        randomiser.Apply(new RandomisationDraw());
        Assert.Equal(Everything(twin.Model), Everything(world.Model));
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void A_model_that_was_given_back_moves_and_looks_bit_for_bit_like_one_that_was_never_touched(string domain)
    {
        using PhysicsEnvironment world = Worlds.Create(domain, RenderPreset.Plain), twin = Worlds.Create(domain, RenderPreset.Plain);
        var randomiser = new ModelRandomiser(world);
        randomiser.Apply(RandomisationDraw.From(RandomisationDrawTests.Everything, world.Model, 1));
        Assert.NotEqual(Walk(twin), Walk(world));
        randomiser.Apply(new RandomisationDraw());
        Assert.Equal(Walk(twin), Walk(world));
    }

    [Fact]
    public void Masses_inertias_friction_and_damping_are_multiplied()
    {
        using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain), twin = Worlds.Create("walker", RenderPreset.Plain);
        RandomisationDraw draw = RandomisationDraw.From(RandomisationDrawTests.Everything, world.Model, 4);
        new ModelRandomiser(world).Apply(draw);
        for (int body = 1; body < world.Model.Count("nbody"); body++)
        {
            Assert.Equal(draw.Mass![body - 1], Ratio("body_mass", body), 12);
            Assert.Equal(draw.Mass[body - 1], Ratio("body_inertia", body), 12);
        }

        Assert.Equal(draw.Friction!.Value, Ratio("geom_friction", 0), 12);
        int knee = world.Model.Id(MjObject.Joint, "left_knee");
        Assert.Equal(draw.JointDamping![knee], Ratio("dof_damping", world.Model.Field<int>("jnt_dofadr")[knee]), 12);
        Assert.Equal(world.Model.Field<double>("body_mass").Span.ToArray().Sum(), world.Model.Field<double>("body_subtreemass")[0], 9);

        double Ratio(string field, int row) => world.Model.Field<double>(field).Row(row)[0] / twin.Model.Field<double>(field).Row(row)[0];
    }

    [Fact]
    public void A_weak_motor_delivers_its_part_of_the_torque()
    {
        using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain);
        new ModelRandomiser(world).Apply(new RandomisationDraw { MotorStrength = [0.5, 1, 1, 1, 1, 0.25] });
        world.ResetTo(new double[9]);
        world.StepCommands([40, 10, 0, 0, 0, -8]);
        double[] torques = new double[6];
        world.ReadJoints(new double[6], new double[6], torques);
        Assert.Equal([20, 10, 0, 0, 0, -2], torques.Select(torque => Math.Round(torque, 9)));
    }

    [Theory]
    [InlineData("camera")]
    [InlineData("head light")]
    [InlineData("robot")]
    [InlineData("floor")]
    public void What_the_camera_sees_changes(string what)
    {
        using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain), twin = Worlds.Create("walker", RenderPreset.Plain);
        new ModelRandomiser(world).Apply(what switch
        {
            "camera" => new RandomisationDraw { CameraShiftM = [0.2, 0, 0], CameraTurnDeg = [0, 0, 10] },
            "head light" => new RandomisationDraw { HeadLight = 0.3 },
            "robot" => new RandomisationDraw { RobotColour = [0, 0.3, -0.2] },
            _ => new RandomisationDraw { FloorColour = [-0.5, -0.2, 0] },
        });
        byte[] frame = new byte[FrameFormat.Bytes], nominal = new byte[FrameFormat.Bytes];
        world.RenderPose(new double[9], frame);
        twin.RenderPose(new double[9], nominal);
        int differing = frame.Zip(nominal).Count(pair => Math.Abs(pair.First - pair.Second) > 3);
        Assert.InRange(differing, 100, FrameFormat.Bytes);
    }

    [Fact]
    public void Turns_keep_directions_at_their_length()
    {
        using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain);
        var randomiser = new ModelRandomiser(world);
        for (ulong seed = 0; seed < 20; seed++)
        {
            randomiser.Apply(RandomisationDraw.From(RandomisationDrawTests.Everything, world.Model, seed));
            Assert.Equal(1, Length(world.Model.Field<double>("cam_quat").Row(world.Camera)), 12);
            Assert.Equal(1, Length(world.Model.Field<double>("light_dir").Row(0)), 12);
        }

        static double Length(Span<double> values) => Math.Sqrt(values.ToArray().Sum(value => value * value));
    }

    private static double[] Everything(MjModel model) =>
    [
        .. Fields.SelectMany(field => model.Field<double>(field).Span.ToArray()),
        .. ((string[])["geom_rgba", "mat_rgba", "light_diffuse"]).SelectMany(field => model.Field<float>(field).Span.ToArray()).Select(value => (double)value),
        .. model.Headlight.Span.ToArray().Select(value => (double)value),
    ];

    // poses of half a second under full actions, and the last picture
    private static double[] Walk(PhysicsEnvironment world)
    {
        world.Reset(5);
        var action = new float[world.Robot.ActionSize];
        double[] pose = new double[world.PoseSize], rewards = new double[world.Tasks.Count];
        List<double> all = [];
        for (int step = 0; step < 10; step++)
        {
            Array.Fill(action, step % 3 - 1);
            world.Step(action, rewards);
            world.ReadPose(pose);
            all.AddRange([.. pose, .. rewards]);
        }

        var frame = new byte[FrameFormat.Bytes];
        world.ReadPixels(frame);
        all.AddRange(frame.Select(value => (double)value));
        return [.. all];
    }
}
