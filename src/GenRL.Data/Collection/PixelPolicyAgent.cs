using GenRL.Robots;

namespace GenRL.Data;

/// <summary>Acts by a policy on camera frames, for rounds of data from behaviours that were learned already.</summary>
/// <param name="policy">The policy; this agent is its only user.</param>
public sealed class PixelPolicyAgent(PixelPolicy policy) : ICollectionAgent
{
    private readonly byte[] _frame = new byte[FrameFormat.Bytes];
    private bool _isFirst = true;

    /// <inheritdoc/>
    public void Begin(SeededRandom random) => _isFirst = true;

    /// <inheritdoc/>
    public void Act(IEnvironment environment, Span<float> action)
    {
        environment.ReadPixels(_frame);
        policy(_frame, _isFirst, action);
        _isFirst = false;
    }

    /// <summary>The policy stays its maker's.</summary>
    public void Dispose()
    {
    }
}
