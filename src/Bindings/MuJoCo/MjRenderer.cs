namespace MuJoCo;

/// <summary>
/// Draws a simulation into memory, without a display. Made, used and disposed on one thread, which is checked;
/// a thread may have several. It has no finalizer because an OpenGL context must not be freed on another thread.
/// </summary>
public sealed unsafe class MjRenderer : IDisposable
{
    private const int ShadowFlag = 0, ReflectionFlag = 2, SkyboxFlag = 4, HazeFlag = 6;
    private const int NoBackend = 2;

    // Loading graphics libraries and MuJoCo's function table is not thread-safe.
    private static readonly Lock Creation = new();

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly MjModel _model;
    private nint _pointer;

    /// <summary>Makes a renderer for images of a given size. Sets size and quality in the model's visual settings.</summary>
    /// <exception cref="MujocoException">No graphics library works; the message tells what each of them said.</exception>
    public MjRenderer(MjModel model, int width, int height, RendererOptions? options = null)
        : this(model, width, height, options ?? new RendererOptions(), "libEGL.so.1", "libOSMesa.so.8")
    {
    }

    internal MjRenderer(MjModel model, int width, int height, RendererOptions options, string eglLibrary, string osMesaLibrary)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        _model = model;
        Width = width;
        Height = height;
        var complaints = new List<string>();
        if (options.Backend is GraphicsBackend.Automatic or GraphicsBackend.Egl)
        {
            Open(GraphicsBackend.Egl, (int)GraphicsBackend.Egl, eglLibrary, options, complaints);
        }

        if (_pointer == 0 && options.Backend is GraphicsBackend.Automatic or GraphicsBackend.OsMesa)
        {
            Open(GraphicsBackend.OsMesa, (int)GraphicsBackend.OsMesa, osMesaLibrary, options, complaints);
        }

        Finish(options, complaints);
    }

    /// <summary>Tries to draw with no graphics library at all, as on a machine without one.</summary>
    internal MjRenderer(MjModel model)
    {
        _model = model;
        var complaints = new List<string>();
        Open(default, NoBackend, "", new RendererOptions(), complaints);
        Finish(new RendererOptions(), complaints);
    }

    public int Width { get; } = 1;

    public int Height { get; } = 1;

    /// <summary>The graphics library in use.</summary>
    public GraphicsBackend Backend { get; private set; }

    private void Open(GraphicsBackend backend, int native, string library, RendererOptions options, List<string> complaints)
    {
        byte* message = stackalloc byte[Native.MessageSize];
        message[0] = 0;
        lock (Creation)
        {
            _pointer = Native.gm_renderer_new(
                _model.Alive(), native, library, Width, Height, options.Samples, options.ShadowMapSize, options.MaxGeoms, message);
        }

        Backend = backend;
        if (_pointer == 0)
        {
            complaints.Add($"{(native == NoBackend ? "no graphics" : library)}: {Native.Text(message)}");
        }
    }

    private void Finish(RendererOptions options, List<string> complaints)
    {
        if (_pointer == 0)
        {
            throw new MujocoException(
                $"No way to draw ({string.Join("; ", complaints)}). Install the Debian package libegl1 or libosmesa6.");
        }

        _model.AddUser();
        Native.gm_renderer_flag(_pointer, ShadowFlag, options.Shadows ? 1 : 0);
        Native.gm_renderer_flag(_pointer, ReflectionFlag, options.Reflections ? 1 : 0);
        Native.gm_renderer_flag(_pointer, SkyboxFlag, options.Skybox ? 1 : 0);
        Native.gm_renderer_flag(_pointer, HazeFlag, options.Haze ? 1 : 0);
    }

    /// <summary>Draws through a camera of the model.</summary>
    /// <param name="data">A state of this renderer's model.</param>
    /// <param name="camera">Index of the camera.</param>
    /// <param name="rgb">[Height, Width, 3], row 0 on top.</param>
    /// <exception cref="InvalidOperationException">Called on another thread than the one that made the renderer.</exception>
    /// <exception cref="MujocoException">OpenGL failed.</exception>
    public void Render(MjData data, int camera, Span<byte> rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(camera);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(camera, _model.Count("ncam"));
        Draw(data, camera, rgb);
    }

    /// <summary>Draws through a camera at a distance from a target, with azimuth and elevation in degrees.</summary>
    /// <inheritdoc cref="Render(MjData, int, Span{byte})"/>
    public void Render(MjData data, FreeCamera camera, Span<byte> rgb)
    {
        CheckThread();
        double* target = stackalloc double[] { camera.TargetX, camera.TargetY, camera.TargetZ };
        Native.gm_renderer_free_camera(_pointer, camera.DistanceM, camera.AzimuthDeg, camera.ElevationDeg, target);
        Draw(data, -1, rgb);
    }

    private void Draw(MjData data, int camera, Span<byte> rgb)
    {
        CheckThread();
        if (data.Model != _model)
        {
            throw new ArgumentException("The state belongs to another model than the renderer.", nameof(data));
        }

        if (rgb.Length != Width * Height * 3)
        {
            throw new ArgumentException($"A {Width}x{Height} image needs {Width * Height * 3} bytes, not {rgb.Length}.", nameof(rgb));
        }

        byte* message = stackalloc byte[Native.MessageSize];
        message[0] = 0;
        fixed (byte* pixels = rgb)
        {
            if (Native.gm_renderer_render(_pointer, _model.Pointer, data.Alive(), camera, Width, Height, pixels, message) == 0)
            {
                throw new MujocoException($"Drawing failed: {Native.Text(message)}");
            }
        }
    }

    private void CheckThread()
    {
        ObjectDisposedException.ThrowIf(_pointer == 0, this);
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException(
                $"A renderer belongs to the thread that made it ({_thread}); this is thread {Environment.CurrentManagedThreadId}.");
        }
    }

    /// <exception cref="InvalidOperationException">Called on another thread than the one that made the renderer.</exception>
    public void Dispose()
    {
        if (_pointer == 0)
        {
            return;
        }

        CheckThread();
        byte* message = stackalloc byte[Native.MessageSize];
        message[0] = 0;
        nint renderer = _pointer;
        _pointer = 0;
        int freed = Native.gm_renderer_free(renderer, message);
        _model.RemoveUser();
        if (freed == 0)
        {
            throw new MujocoException($"Freeing a renderer failed: {Native.Text(message)}");
        }
    }
}
