using GenRL.Data;
using GenRL.Robots;

namespace GenRL.VideoLanguage;

/// <summary>Turns windows of 64x64 byte frames into a video network's input: size, element type, normalisation, order of axes.</summary>
internal sealed class WindowPreprocessing(VideoLanguageManifest manifest)
{
    private const int Channels = FrameFormat.Channels;
    private readonly int _frames = manifest.Frames;
    private readonly int _size = manifest.ImageSize;

    /// <summary>Values of one window.</summary>
    public int WindowValues => _frames * Channels * _size * _size;

    /// <summary>Shape of one window.</summary>
    public int[] Shape => manifest.Layout == FrameLayout.BatchFramesChannels
        ? [_frames, Channels, _size, _size]
        : [Channels, _frames, _size, _size];

    /// <summary>Converts one window [frames, 3, source, source] to bytes.</summary>
    public void Convert(ReadOnlySpan<byte> window, int sourceSize, Span<byte> target)
    {
        int plane = _size * _size;
        byte[] resized = new byte[Channels * plane];
        for (int frame = 0; frame < _frames; frame++)
        {
            ReadOnlySpan<byte> source = window.Slice(frame * Channels * sourceSize * sourceSize, Channels * sourceSize * sourceSize);
            ReadOnlySpan<byte> planes = source;
            if (sourceSize != _size)
            {
                BilinearResize.Planes(source, Channels, sourceSize, sourceSize, resized.AsSpan(), _size, _size);
                planes = resized;
            }
            for (int channel = 0; channel < Channels; channel++)
            {
                planes.Slice(channel * plane, plane).CopyTo(target[(Plane(frame, channel) * plane)..]);
            }
        }
    }

    /// <summary>Converts one window [frames, 3, source, source] to normalised floats.</summary>
    public void Convert(ReadOnlySpan<byte> window, int sourceSize, Span<float> target)
    {
        int plane = _size * _size;
        float[] resized = new float[Channels * plane];
        for (int frame = 0; frame < _frames; frame++)
        {
            ReadOnlySpan<byte> source = window.Slice(frame * Channels * sourceSize * sourceSize, Channels * sourceSize * sourceSize);
            BilinearResize.Planes(source, Channels, sourceSize, sourceSize, resized.AsSpan(), _size, _size);
            for (int channel = 0; channel < Channels; channel++)
            {
                float scale = 1 / (255 * manifest.Deviation[channel]);
                float offset = manifest.Mean[channel] / manifest.Deviation[channel];
                Span<float> result = target.Slice(Plane(frame, channel) * plane, plane);
                for (int i = 0; i < plane; i++)
                {
                    result[i] = resized[channel * plane + i] * scale - offset;
                }
            }
        }
    }

    private int Plane(int frame, int channel) =>
        manifest.Layout == FrameLayout.BatchFramesChannels ? frame * Channels + channel : channel * _frames + frame;
}
