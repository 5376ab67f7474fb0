namespace MuJoCo.Tests;

public class MjRendererTests
{
    private static byte[] Draw(GraphicsBackend backend, Action<MjData>? arrange = null, RendererOptions? options = null)
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        arrange?.Invoke(data);
        data.Forward();
        using var renderer = new MjRenderer(model, 48, 32, (options ?? new RendererOptions()) with { Backend = backend });
        var rgb = new byte[48 * 32 * 3];
        renderer.Render(data, 0, rgb);
        return rgb;
    }

    [Theory]
    [InlineData(GraphicsBackend.Egl)]
    [InlineData(GraphicsBackend.OsMesa)]
    public void Every_backend_draws_the_red_box_above_the_blue_floor(GraphicsBackend backend)
    {
        byte[] rgb = Draw(backend);
        Assert.True(Red(rgb, 16, 24) > 100 && Green(rgb, 16, 24) < 60, "the box is red in the middle");
        Assert.True(Red(rgb, 31, 2) < Blue(rgb, 31, 2), "the floor is blue at the bottom: row 0 is the top");
        static byte Red(byte[] rgb, int row, int column) => rgb[(row * 48 + column) * 3];
        static byte Green(byte[] rgb, int row, int column) => rgb[(row * 48 + column) * 3 + 1];
        static byte Blue(byte[] rgb, int row, int column) => rgb[(row * 48 + column) * 3 + 2];
    }

    [Fact]
    public void Both_backends_draw_the_same_image() => Assert.Equal(Draw(GraphicsBackend.Egl), Draw(GraphicsBackend.OsMesa));

    [Fact]
    public void Images_follow_the_state() =>
        Assert.NotEqual(Draw(GraphicsBackend.Automatic), Draw(GraphicsBackend.Automatic, data => data.Field<double>("qpos")[0] = 0.5));

    [Fact]
    public void A_free_camera_sees_the_box_too()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        data.Forward();
        using var renderer = new MjRenderer(model, 16, 16);
        var rgb = new byte[16 * 16 * 3];
        renderer.Render(data, new FreeCamera(2, 90, -20, 0, 0, 1), rgb);
        Assert.True(rgb[(8 * 16 + 8) * 3] > 100);
    }

    [Fact]
    public void Without_graphics_libraries_there_is_a_message_that_names_them_and_the_process_lives()
    {
        using var model = MjModel.FromXml(Models.Box);
        var error = Assert.Throws<MujocoException>(
            () => new MjRenderer(model, 8, 8, new RendererOptions(), "libNoEgl.so.1", "libNoMesa.so.8"));
        Assert.Contains("libNoEgl.so.1", error.Message, StringComparison.Ordinal);
        Assert.Contains("libNoMesa.so.8", error.Message, StringComparison.Ordinal);
        Assert.Contains("libegl1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void When_egl_is_missing_osmesa_takes_over()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var renderer = new MjRenderer(model, 8, 8, new RendererOptions(), "libNoEgl.so.1", "libOSMesa.so.8");
        Assert.Equal(GraphicsBackend.OsMesa, renderer.Backend);
    }

    [Fact]
    public void A_library_that_is_not_a_graphics_library_is_refused()
    {
        using var model = MjModel.FromXml(Models.Box);
        Assert.Throws<MujocoException>(() => new MjRenderer(model, 8, 8, new RendererOptions(), "libm.so.6", "libm.so.6"));
    }

    [Fact]
    public void An_error_raised_inside_mujoco_becomes_an_exception_instead_of_the_end_of_the_process()
    {
        Exception? thrown = null;
        // a fresh thread has no current OpenGL context, so MuJoCo calls mju_error, which by default exits
        var thread = new Thread(() =>
        {
            using var model = MjModel.FromXml(Models.Box);
            thrown = Record.Exception(() => new MjRenderer(model));
        });
        thread.Start();
        thread.Join();
        var error = Assert.IsType<MujocoException>(thrown);
        // which of MuJoCo's complaints comes first depends on the libraries loaded before
        Assert.Matches("no graphics: .*(OpenGL|framebuffer)", error.Message);
    }

    [Fact]
    public void A_renderer_refuses_other_threads_and_is_freed_on_its_own()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        var renderer = new MjRenderer(model, 8, 8);
        var rgb = new byte[8 * 8 * 3];
        Exception? draw = null, free = null;
        var thread = new Thread(() =>
        {
            draw = Record.Exception(() => renderer.Render(data, 0, rgb));
            free = Record.Exception(renderer.Dispose);
        });
        thread.Start();
        thread.Join();
        Assert.IsType<InvalidOperationException>(draw);
        Assert.IsType<InvalidOperationException>(free);
        renderer.Render(data, 0, rgb);
        renderer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => renderer.Render(data, 0, rgb));
    }

    [Fact]
    public void Threads_with_their_own_renderers_draw_the_same_image()
    {
        byte[] expected = Draw(GraphicsBackend.Automatic);
        var images = new byte[4][];
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() => images[i] = Draw(GraphicsBackend.Automatic))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.All(images, image => Assert.Equal(expected, image));
    }

    [Fact]
    public void Several_renderers_take_turns_on_one_thread()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        data.Forward();
        using var egl = new MjRenderer(model, 16, 16, new RendererOptions { Backend = GraphicsBackend.Egl });
        using var mesa = new MjRenderer(model, 16, 16, new RendererOptions { Backend = GraphicsBackend.OsMesa });
        byte[] first = new byte[768], second = new byte[768];
        for (int i = 0; i < 3; i++)
        {
            data.Step(10);
            egl.Render(data, 0, first);
            mesa.Render(data, 0, second);
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void Wrong_images_cameras_and_states_are_refused()
    {
        using var model = MjModel.FromXml(Models.Box);
        using var other = MjModel.FromXml(Models.Box);
        using var data = new MjData(model);
        using var foreign = new MjData(other);
        using var renderer = new MjRenderer(model, 8, 8);
        Assert.Throws<ArgumentException>(() => renderer.Render(data, 0, new byte[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => renderer.Render(data, 1, new byte[192]));
        Assert.Throws<ArgumentException>(() => renderer.Render(foreign, 0, new byte[192]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MjRenderer(model, 0, 8));
    }
}
