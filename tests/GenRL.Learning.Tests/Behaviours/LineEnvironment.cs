using GenRL.Robots;

namespace GenRL.Learning.Tests.Behaviours;

/// <summary>A point on a line: x' = x + 0.1 a. Task "right" rewards x, task "left" -x; the picture's first bytes are x itself.</summary>
internal sealed class LineEnvironment : IEnvironment
{
    private double x;

    public RobotDescription Robot { get; } = new("line", [new JointDescription("slide", -1, 1, 1, 1)], 0.05, 1);

    public IReadOnlyList<string> Tasks { get; } = ["right", "left"];

    public int EpisodeSteps => 100;

    public int StateSize => 1;

    public int PoseSize => 1;

    /// <summary>Added to every reward, to stand for another simulator.</summary>
    public double RewardError { get; init; }

    public void Reset(ulong seed) => x = 0.001 * (seed % 1000);

    public void ResetTo(ReadOnlySpan<double> pose) => x = pose[0];

    public void Step(ReadOnlySpan<float> action, Span<double> rewards)
    {
        x += 0.1 * Math.Clamp(action[0], -1, 1);
        (rewards[0], rewards[1]) = (x + RewardError, RewardError - x);
    }

    public void ReadState(Span<float> state) => state[0] = (float)x;

    public void ReadPose(Span<double> pose) => pose[0] = x;

    public void ReadPixels(Span<byte> channelFirst)
    {
        channelFirst.Clear();
        BitConverter.TryWriteBytes(channelFirst, (float)x);
    }

    public void Dispose()
    {
    }
}
