namespace MuJoCo.Tests;

public class MjModelTests
{
    [Fact]
    public void A_model_reports_its_sizes_names_and_options()
    {
        using var model = MjModel.FromXml(Models.Box);
        Assert.Equal(8, model.Count("nq"));
        Assert.Equal(7, model.Count("nv"));
        Assert.Equal(1, model.Count("nu"));
        Assert.Equal("box", model.Name(MjObject.Body, model.Id(MjObject.Body, "box")));
        Assert.Equal(0.005, model.Option("timestep"));
        model.SetOption("timestep", 0.002);
        Assert.Equal(0.002, model.Option("timestep"));
        Assert.Equal(222, MjModel.LibraryVersion);
    }

    [Fact]
    public void Fields_have_the_shape_and_values_of_the_model()
    {
        using var model = MjModel.FromXml(Models.Box);
        MjField<double> ranges = model.Field<double>("jnt_range");
        Assert.Equal((2, 2), (ranges.Rows, ranges.Columns));
        Assert.Equal(Math.PI / 2, ranges.Row(model.Id(MjObject.Joint, "hinge"))[1], 12);
        Assert.Equal(3, model.Field<double>("actuator_gear").Row(0)[0]);
        Assert.Equal(1, model.Field<byte>("jnt_limited")[1]);
        Assert.Equal(1f, model.Field<float>("geom_rgba").Row(model.Id(MjObject.Geom, "shell"))[0]);
    }

    [Fact]
    public void Every_kind_of_element_is_found_by_its_name()
    {
        const string everything = """
            <mujoco>
              <asset><texture name="grid" type="2d" builtin="checker" width="8" height="8"/><material name="paint"/></asset>
              <worldbody>
                <light name="lamp"/><camera name="eye"/><site name="place"/>
                <body name="arm"><joint name="hinge"/><geom name="shape" size=".1"/></body>
              </worldbody>
              <tendon><fixed name="string"><joint joint="hinge" coef="1"/></fixed></tendon>
              <equality><joint name="coupling" joint1="hinge"/></equality>
              <actuator><motor name="motor" joint="hinge"/></actuator>
              <sensor><jointpos name="angle" joint="hinge"/></sensor>
              <keyframe><key name="home"/></keyframe>
            </mujoco>
            """;
        using var model = MjModel.FromXml(everything);
        Dictionary<MjObject, string> names = new()
        {
            [MjObject.Body] = "arm", [MjObject.Joint] = "hinge", [MjObject.Geom] = "shape", [MjObject.Site] = "place", [MjObject.Camera] = "eye",
            [MjObject.Light] = "lamp", [MjObject.Texture] = "grid", [MjObject.Material] = "paint", [MjObject.Equality] = "coupling",
            [MjObject.Tendon] = "string", [MjObject.Actuator] = "motor", [MjObject.Sensor] = "angle", [MjObject.Key] = "home",
        };
        Assert.Equal(Enum.GetValues<MjObject>().Order(), names.Keys.Order());
        Assert.All(names, pair => Assert.Equal(pair.Value, model.Name(pair.Key, model.Id(pair.Key, pair.Value))));
    }

    [Fact]
    public void Random_marks_of_a_texture_are_the_same_whatever_else_draws_random_numbers_meanwhile()
    {
        const string Sky = """
            <mujoco>
              <asset><texture name="sky" type="skybox" builtin="gradient" rgb1=".4 .6 .8" rgb2="0 0 0" width="200" height="200" mark="random" markrgb="1 1 1"/></asset>
              <worldbody><geom size=".1"/></worldbody>
            </mujoco>
            """;
        byte[] Texels()
        {
            using var model = MjModel.FromXml(Sky);
            return model.Field<byte>("tex_rgb").Span.ToArray();
        }

        byte[] expected = Texels();
        Assert.Contains((byte)255, expected);
        byte[][] others = new byte[12][];
        Parallel.For(0, others.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, index =>
        {
            // a little disturbance at a time, as opening a network makes it
            rand();
            others[index] = Texels();
        });
        Assert.All(others, texels => Assert.True(expected.AsSpan().SequenceEqual(texels)));

        [System.Runtime.InteropServices.DllImport("libc")]
        static extern int rand();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<mujoco><worldbody><geom/>")]
    [InlineData("<mujoco><worldbody><body><geom size='-1'/></body></worldbody></mujoco>")]
    [InlineData("<mujoco><nonsense/></mujoco>")]
    public void A_bad_model_is_refused_with_a_message(string xml)
    {
        var error = Assert.Throws<InvalidDataException>(() => MjModel.FromXml(xml));
        Assert.StartsWith("MuJoCo cannot load the given text: ", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length > "MuJoCo cannot load the given text: ".Length, error.Message);
    }

    [Fact]
    public void The_load_error_names_the_element_and_the_line()
    {
        string xml = Models.Box.Replace("type=\"box\"", "type=\"blob\"", StringComparison.Ordinal);
        var error = Assert.Throws<InvalidDataException>(() => MjModel.FromXml(xml));
        Assert.Contains("geom", error.Message, StringComparison.Ordinal);
        Assert.Contains("line", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<FileNotFoundException>(() => MjModel.FromFile("/nowhere/walker.xml"));
        Assert.Contains("/nowhere/walker.xml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_names_and_types_are_refused_by_name()
    {
        using var model = MjModel.FromXml(Models.Box);
        Assert.Contains("jnt_rnge", Assert.Throws<ArgumentException>(() => model.Field<double>("jnt_rnge")).Message, StringComparison.Ordinal);
        Assert.Contains("Int32", Assert.Throws<ArgumentException>(() => model.Field<double>("jnt_type")).Message, StringComparison.Ordinal);
        Assert.Contains("nqq", Assert.Throws<ArgumentException>(() => model.Count("nqq")).Message, StringComparison.Ordinal);
        Assert.Contains("boxx", Assert.Throws<ArgumentException>(() => model.Id(MjObject.Body, "boxx")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Option("gravitas"));
        Assert.Throws<ArgumentException>(() => model.SetOption("gravitas", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Field<double>("jnt_range").Row(2).Length);
        Assert.Null(model.Name(MjObject.Body, 99));
    }

    [Fact]
    public void A_disposed_model_stays_readable_for_its_state_only()
    {
        var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        MjField<double> range = model.Field<double>("jnt_range");
        model.Dispose();
        data.Step(1);
        Assert.Equal(0, range[0]);
        Assert.Throws<ObjectDisposedException>(() => model.Count("nq"));
        data.Dispose();
        Assert.Throws<ObjectDisposedException>(() => range.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => data.Step(1));
    }
}
