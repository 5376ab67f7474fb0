using GenRL.Robots;

namespace GenRL.Data.Tests;

/// <summary>A point that moves by its action: small, exact physics for tests of collecting and rendering.</summary>
internal sealed class PointEnvironment : IEnvironment
{
    private readonly double[] _pose = new double[2];
    private int _steps;

    public int DivergesAfter { get; init; } = int.MaxValue;

    public Action? OnRender { get; init; }

    public RobotDescription Robot { get; } = new("point", [new("x", -1, 1, 1, 1), new("y", -1, 1, 1, 1)], 0.05, 2);

    public IReadOnlyList<string> Tasks { get; } = ["right", "up"];

    public int EpisodeSteps => 20;

    public int StateSize => 2;

    public int PoseSize => 2;

    public void Reset(ulong seed)
    {
        SeededRandom random = new(seed);
        _steps = 0;
        _pose[0] = random.Between(-1, 1);
        _pose[1] = random.Between(-1, 1);
    }

    public void ResetTo(ReadOnlySpan<double> pose) => pose.CopyTo(_pose);

    public void Step(ReadOnlySpan<float> action, Span<double> rewards)
    {
        if (++_steps > DivergesAfter)
        {
            throw new InvalidOperationException("The point diverged.");
        }
        for (int i = 0; i < 2; i++)
        {
            _pose[i] += 0.1 * Math.Clamp(action[i], -1f, 1f);
            rewards[i] = _pose[i];
        }
    }

    public void ReadState(Span<float> state)
    {
        state[0] = (float)_pose[0];
        state[1] = (float)_pose[1];
    }

    public void ReadPose(Span<double> pose) => _pose.CopyTo(pose);

    public void ReadPixels(Span<byte> channelFirst)
    {
        OnRender?.Invoke();
        channelFirst.Clear();
        channelFirst[..FrameFormat.Size].Fill((byte)(int)(128 + 60 * _pose[0]));
        channelFirst[FrameFormat.Size..(2 * FrameFormat.Size)].Fill((byte)(int)(128 + 60 * _pose[1]));
    }

    public void Dispose()
    {
    }
}
