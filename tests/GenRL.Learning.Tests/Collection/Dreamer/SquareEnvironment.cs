using GenRL.Robots;

namespace GenRL.Learning.Tests.Collection.Dreamer;

/// <summary>A bright square that its action moves left and right over a dark picture: x' = x + 0.2 a within [-1, 1]. Task "right" rewards (x + 1) / 2.</summary>
internal sealed class SquareEnvironment : IEnvironment
{
    private const int Side = 20;
    private double x;

    public RobotDescription Robot { get; } = new("square", [new JointDescription("slide", -1, 1, 1, 1)], 0.05, 1);

    public IReadOnlyList<string> Tasks { get; } = ["left", "right"];

    public int EpisodeSteps => 20;

    public int StateSize => 1;

    public int PoseSize => 1;

    public void Reset(ulong seed) => x = (seed % 1000 / 500.0) - 1;

    public void ResetTo(ReadOnlySpan<double> pose) => x = pose[0];

    public void Step(ReadOnlySpan<float> action, Span<double> rewards)
    {
        x = Math.Clamp(x + (0.2 * Math.Clamp(action[0], -1, 1)), -1, 1);
        (rewards[0], rewards[1]) = ((1 - x) / 2, (1 + x) / 2);
    }

    public void ReadState(Span<float> state) => state[0] = (float)x;

    public void ReadPose(Span<double> pose) => pose[0] = x;

    public void ReadPixels(Span<byte> channelFirst)
    {
        channelFirst.Clear();
        var left = (int)Math.Round((x + 1) / 2 * (FrameFormat.Size - Side));
        for (var row = 0; row < FrameFormat.Channels * FrameFormat.Size; row++)
        {
            if (row % FrameFormat.Size is >= 22 and < 22 + Side)
            {
                channelFirst.Slice((row * FrameFormat.Size) + left, Side).Fill(255);
            }
        }
    }

    public void Dispose()
    {
    }
}
