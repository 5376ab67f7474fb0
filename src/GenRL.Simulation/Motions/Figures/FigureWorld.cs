using GenRL.Data.Clips;
using MuJoCo;

namespace GenRL.Simulation.Motions.Figures;

/// <summary>A figure's compiled model with its state and renderer. Bound to the thread that made it.</summary>
internal sealed class FigureWorld : IDisposable
{
    private readonly MjModel _model;
    private readonly MjRenderer _renderer;
    private readonly byte[] _image;
    private readonly int _zoom;

    public FigureWorld(FigureSizes sizes, FigureLook look, MotionStyle style)
    {
        Sizes = sizes;
        _model = MjModel.FromXml(FigureModel.Xml(sizes, look, style));
        Data = new MjData(_model);
        _zoom = look.Smooth ? 2 : 1;
        int size = ClipFormat.Size * _zoom;
        _image = new byte[3 * size * size];
        _renderer = new MjRenderer(_model, size, size, new RendererOptions
        {
            Samples = 0,
            ShadowMapSize = look.Shadows ? 1024 : 1,
            Shadows = look.Shadows,
            Reflections = false,
        });
        Positions = Data.Field<double>("qpos");
        Velocities = Data.Field<double>("qvel");
        Controls = Data.Field<double>("ctrl");
        Applied = Data.Field<double>("qfrc_applied");
    }

    public FigureSizes Sizes { get; }

    public MjData Data { get; }

    public MjField<double> Positions { get; }

    public MjField<double> Velocities { get; }

    /// <summary>Joint torques in newton metres.</summary>
    public MjField<double> Controls { get; }

    /// <summary>Forces applied to the degrees of freedom from outside, newtons and newton metres.</summary>
    public MjField<double> Applied { get; }

    /// <summary>Puts the figure into a state.</summary>
    public void Set(ReadOnlySpan<double> positions, ReadOnlySpan<double> velocities)
    {
        Data.Reset();
        positions.CopyTo(Positions.Span);
        velocities.CopyTo(Velocities.Span);
        Data.Forward();
    }

    /// <summary>Draws joint positions.</summary>
    /// <param name="positions">qpos.</param>
    /// <param name="camera">Which of the cameras.</param>
    /// <param name="pixels">Receives [3, size, size], row 0 on top.</param>
    public void Draw(ReadOnlySpan<double> positions, int camera, Span<byte> pixels)
    {
        Data.Reset();
        positions.CopyTo(Positions.Span);
        Data.Forward();
        _renderer.Render(Data, camera, _image);
        int plane = ClipFormat.Size * ClipFormat.Size, row = 3 * ClipFormat.Size * _zoom, samples = _zoom * _zoom;
        for (int y = 0; y < ClipFormat.Size; y++)
        {
            for (int x = 0; x < ClipFormat.Size; x++)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    int sum = samples / 2;
                    for (int dy = 0; dy < _zoom; dy++)
                    {
                        for (int dx = 0; dx < _zoom; dx++)
                        {
                            sum += _image[(y * _zoom + dy) * row + (x * _zoom + dx) * 3 + channel];
                        }
                    }
                    pixels[channel * plane + y * ClipFormat.Size + x] = (byte)(sum / samples);
                }
            }
        }
    }

    public void Dispose()
    {
        _renderer.Dispose();
        Data.Dispose();
        _model.Dispose();
    }
}
