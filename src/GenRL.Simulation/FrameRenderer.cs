using GenRL.Robots;
using MuJoCo;

namespace GenRL.Simulation;

/// <summary>Draws a camera as the 64x64 frame that networks see. Belongs to the thread that made it.</summary>
internal sealed class FrameRenderer : IDisposable
{
    private readonly MjRenderer _renderer;
    private readonly int _camera;
    private readonly int _scale;
    private readonly byte[] _drawn;

    public FrameRenderer(MjModel model, int camera, RenderPreset preset)
    {
        _camera = camera;
        _scale = preset == RenderPreset.Smooth ? 2 : 1;
        int size = FrameFormat.Size * _scale;
        bool parity = preset == RenderPreset.Parity;
        _renderer = new MjRenderer(model, size, size, new RendererOptions
        {
            Samples = parity ? 4 : 0,
            ShadowMapSize = parity ? 2048 : 1024,
            Shadows = parity,
            Reflections = parity,
        });
        _drawn = new byte[size * size * FrameFormat.Channels];
    }

    /// <summary>Draws the state.</summary>
    /// <param name="data">A computed state.</param>
    /// <param name="channelFirst">[3, 64, 64], row 0 on top.</param>
    public void Render(MjData data, Span<byte> channelFirst)
    {
        _renderer.Render(data, _camera, _drawn);
        const int plane = FrameFormat.Size * FrameFormat.Size;
        Span<byte> red = channelFirst[..plane], green = channelFirst.Slice(plane, plane), blue = channelFirst.Slice(2 * plane, plane);
        for (int row = 0, pixel = 0; row < FrameFormat.Size; row++)
        {
            for (int column = 0; column < FrameFormat.Size; column++, pixel++)
            {
                red[pixel] = Sample(row, column, 0);
                green[pixel] = Sample(row, column, 1);
                blue[pixel] = Sample(row, column, 2);
            }
        }
    }

    private byte Sample(int row, int column, int channel)
    {
        int stride = FrameFormat.Size * _scale * FrameFormat.Channels;
        int first = row * _scale * stride + column * _scale * FrameFormat.Channels + channel;
        if (_scale == 1)
        {
            return _drawn[first];
        }

        int below = first + stride;
        int sum = _drawn[first] + _drawn[first + FrameFormat.Channels] + _drawn[below] + _drawn[below + FrameFormat.Channels];
        return (byte)((sum + 2) >> 2);
    }

    public void Dispose() => _renderer.Dispose();
}
