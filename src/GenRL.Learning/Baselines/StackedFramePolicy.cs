using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>
/// Acts from camera frames with a learned agent, stacking them as in its data: before the second frame of an episode there is only the first.
/// Not thread-safe.
/// </summary>
/// <param name="agent">The agent; stays owned by the caller.</param>
public sealed class StackedFramePolicy(PixelAgent agent)
{
    private readonly byte[] stack = new byte[agent.Options.FrameStack * FrameFormat.Bytes];

    /// <summary>Chooses the action of evaluation.</summary>
    /// <param name="frame">[3, 64, 64].</param>
    /// <param name="isFirst">Whether an episode begins.</param>
    /// <param name="action">[A], receives the action.</param>
    public void Act(ReadOnlySpan<byte> frame, bool isFirst, Span<float> action)
    {
        for (var at = 0; isFirst && at < stack.Length; at += FrameFormat.Bytes)
        {
            frame.CopyTo(stack.AsSpan(at));
        }

        if (!isFirst)
        {
            stack.AsSpan(FrameFormat.Bytes).CopyTo(stack);
            frame.CopyTo(stack.AsSpan(stack.Length - FrameFormat.Bytes));
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var frames = tensor(stack).reshape(1, agent.Options.FrameStack * FrameFormat.Channels, FrameFormat.Size, FrameFormat.Size);
        agent.Actor.Mean(agent.Encoder.call(frames)).contiguous().data<float>().ToArray().CopyTo(action);
    }
}
