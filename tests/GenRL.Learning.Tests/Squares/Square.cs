using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Learning.Tests.Squares;

/// <summary>A white square on a grey ground, which two actions move: the smallest robot that can be seen.</summary>
/// <param name="X">Left edge in pixels, 0 to 50.</param>
/// <param name="Y">Upper edge in pixels, 0 to 50.</param>
internal readonly record struct Square(double X, double Y)
{
    private const int Side = 14;
    private const double Room = 50;
    private const double Stride = 6;
    private const byte Ground = 60;
    private const byte White = 240;

    /// <summary>How far to the right it is, 0 to 1.</summary>
    public double Right => X / Room;

    public static Square AtRandom(SeededRandom random) => new(random.Between(0, Room), random.Between(0, Room));

    /// <summary>What a video-language model would say about a square so far to the right: a unit vector on half a circle.</summary>
    public static float[] Embedding(double right, int size)
    {
        var embedding = new float[size];
        (embedding[0], embedding[1]) = ((float)Math.Cos(right * Math.PI), (float)Math.Sin(right * Math.PI));
        return embedding;
    }

    /// <summary>How far to the right the brightness of a picture [3, 64, 64] in [-0.5, 0.5] lies, on the scale of <see cref="Right"/>.</summary>
    public static double RightOf(ReadOnlySpan<float> picture)
    {
        var (sum, weight) = (0.0, 1e-9);
        for (var pixel = 0; pixel < FrameFormat.Size * FrameFormat.Size; pixel++)
        {
            var brightness = Math.Max(0, picture[pixel] + 0.5 - (2.0 * Ground / 255));
            sum += brightness * (pixel % FrameFormat.Size);
            weight += brightness;
        }

        return ((sum / weight) - ((Side - 1) / 2.0)) / Room;
    }

    public Square Moved(ReadOnlySpan<float> action) => new(
        Math.Clamp(X + (Stride * Math.Clamp(action[0], -1, 1)), 0, Room), Math.Clamp(Y + (Stride * Math.Clamp(action[1], -1, 1)), 0, Room));

    /// <summary>Draws into [3, 64, 64].</summary>
    public void Draw(Span<byte> frame)
    {
        frame.Fill(Ground);
        for (var channel = 0; channel < FrameFormat.Channels; channel++)
        {
            for (var row = (int)Y; row < (int)Y + Side; row++)
            {
                frame.Slice((((channel * FrameFormat.Size) + row) * FrameFormat.Size) + (int)X, Side).Fill(White);
            }
        }
    }
}
