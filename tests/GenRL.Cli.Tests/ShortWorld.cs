using GenRL.Robots;
using GenRL.Simulation;

namespace GenRL.Cli.Tests;

/// <summary>The walker with episodes of a second.</summary>
internal sealed class ShortWorld : IEnvironment
{
    private readonly PhysicsEnvironment _walker = Worlds.Create("walker", RenderPreset.Plain);

    public RobotDescription Robot => _walker.Robot;

    public IReadOnlyList<string> Tasks => _walker.Tasks;

    public int EpisodeSteps => 20;

    public int StateSize => _walker.StateSize;

    public int PoseSize => _walker.PoseSize;

    public void Reset(ulong seed) => _walker.Reset(seed);

    public void ResetTo(ReadOnlySpan<double> pose) => _walker.ResetTo(pose);

    public void Step(ReadOnlySpan<float> action, Span<double> rewards) => _walker.Step(action, rewards);

    public void ReadState(Span<float> state) => _walker.ReadState(state);

    public void ReadPose(Span<double> pose) => _walker.ReadPose(pose);

    public void ReadPixels(Span<byte> channelFirst) => _walker.ReadPixels(channelFirst);

    public void Dispose() => _walker.Dispose();
}
