using System.Runtime.InteropServices;
using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>
/// Acts on frames: filters them into states of the world model and draws an action from the policy. The memory receives the action as
/// drawn, the robot as much of it as it can do (spec 5.2).
/// </summary>
/// <param name="perception">The world model.</param>
/// <param name="actor">The policy.</param>
/// <param name="feature">States to what the policy reads.</param>
internal sealed class DreamerPolicy(IPerception perception, Actor actor, Func<LatentState, Tensor> feature) : IDisposable
{
    private LatentState? memory;
    private Tensor? lastAction;

    /// <summary>Draws the next action.</summary>
    /// <param name="frame">[3, 64, 64].</param>
    /// <param name="isFirst">Whether an episode begins, so that the memory is cleared.</param>
    /// <param name="action">[A], receives the action, which may be outside [-1, 1].</param>
    public void Act(ReadOnlySpan<byte> frame, bool isFirst, Span<float> action)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var frames = empty(new long[] { 1, FrameFormat.Channels, FrameFormat.Size, FrameFormat.Size }, dtype: ScalarType.Byte);
        frame.CopyTo(frames.bytes);
        var state = isFirst || memory is null
            ? perception.Observe(perception.Initial(1), zeros(1, actor.ActionSize), frames)
            : perception.Observe(memory, lastAction!, frames);
        var drawn = actor.Distribution(feature(state)).Sample();
        Forget();
        memory = new LatentState(state.Stoch.DetachFromDisposeScope(), state.Deter.DetachFromDisposeScope(), state.Logit.DetachFromDisposeScope());
        lastAction = drawn.DetachFromDisposeScope();
        MemoryMarshal.Cast<byte, float>(lastAction.bytes).CopyTo(action);
    }

    public void Dispose() => Forget();

    private void Forget()
    {
        memory?.Stoch.Dispose();
        memory?.Deter.Dispose();
        memory?.Logit.Dispose();
        lastAction?.Dispose();
        (memory, lastAction) = (null, null);
    }
}
