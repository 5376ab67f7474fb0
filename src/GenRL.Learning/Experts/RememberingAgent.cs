using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Learning.Experts;

/// <summary>Another agent, and what it wanted last: whoever wraps this may let something else happen.</summary>
/// <param name="inner">The agent; stays owned by the caller.</param>
/// <param name="actionSize">Numbers in an action.</param>
internal sealed class RememberingAgent(ICollectionAgent inner, int actionSize) : ICollectionAgent
{
    /// <summary>[A], each in [-1, 1].</summary>
    public float[] Wanted { get; } = new float[actionSize];

    /// <inheritdoc/>
    public void Begin(SeededRandom random) => inner.Begin(random);

    /// <inheritdoc/>
    public void Act(IEnvironment environment, Span<float> action)
    {
        inner.Act(environment, action);
        for (var joint = 0; joint < action.Length; joint++)
        {
            Wanted[joint] = Math.Clamp(action[joint], -1, 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
