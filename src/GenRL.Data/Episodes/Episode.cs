using GenRL.Robots;

namespace GenRL.Data;

/// <summary>
/// One episode with pixels, in GenRL's layout (specification section 8.3). Row t holds the observation at t and the action
/// that <em>led to it</em> (rule ): row 0 is the reset with a zero action.
/// </summary>
public sealed class Episode
{
    private readonly byte[] _observation;
    private readonly float[] _action;
    private readonly float[] _reward;
    private readonly float[] _discount;
    private readonly bool[] _isTerminal;
    private readonly float[]? _embedding;

    /// <summary>Makes an episode of the given arrays, which it keeps without copying.</summary>
    /// <param name="observation">[L, 3, 64, 64].</param>
    /// <param name="action">[L, A], row 0 zero.</param>
    /// <param name="reward">[L].</param>
    /// <param name="isTerminal">[L]; null when the episode ends by time only.</param>
    /// <param name="discount">[L]; null for 1 - isTerminal.</param>
    /// <param name="embedding">[L, D] window embeddings (<c>clip_video</c>), or null.</param>
    /// <exception cref="ArgumentException">Array lengths disagree.</exception>
    public Episode(byte[] observation, float[] action, float[] reward, bool[]? isTerminal = null, float[]? discount = null, float[]? embedding = null)
    {
        int length = reward.Length;
        Require(length > 0, "has no rows");
        Require(observation.LongLength == (long)length * FrameFormat.Bytes, $"has {observation.LongLength} observation bytes, {(long)length * FrameFormat.Bytes} expected for {length} rows");
        Require(action.Length % length == 0 && action.Length > 0, $"has {action.Length} action values, not a multiple of its {length} rows");
        Require(isTerminal is null || isTerminal.Length == length, $"has is_terminal of another length than {length}");
        Require(discount is null || discount.Length == length, $"has discounts of another length than {length}");
        Require(embedding is null || embedding.Length % length == 0, $"has {embedding?.Length} embedding values, not a multiple of its {length} rows");
        _observation = observation;
        _action = action;
        _reward = reward;
        _isTerminal = isTerminal ?? new bool[length];
        _discount = discount ?? Array.ConvertAll(_isTerminal, terminal => terminal ? 0f : 1f);
        _embedding = embedding;
    }

    /// <summary>Rows L, one more than the agent steps.</summary>
    public int Length => _reward.Length;

    /// <summary>Action dimension A.</summary>
    public int ActionSize => _action.Length / Length;

    /// <summary>Embedding dimension D, 0 when the episode has none.</summary>
    public int EmbeddingSize => (_embedding?.Length ?? 0) / Length;

    /// <summary>All frames, [L, 3, 64, 64].</summary>
    public ReadOnlySpan<byte> Observation => _observation;

    /// <summary>All actions, [L, A].</summary>
    public ReadOnlySpan<float> Action => _action;

    /// <summary>Rewards summed over the action repeat, [L].</summary>
    public ReadOnlySpan<float> Reward => _reward;

    /// <summary>Discounts, [L]: 0 where the episode truly ended.</summary>
    public ReadOnlySpan<float> Discount => _discount;

    /// <summary>Whether the episode truly ended at a row (not by its time limit), [L].</summary>
    public ReadOnlySpan<bool> IsTerminal => _isTerminal;

    /// <summary>Window embeddings [L, D]: row j + 7 embeds frames j..j + 7; rows without a window are zero. Empty when there are none.</summary>
    public ReadOnlySpan<float> Embedding => _embedding;

    /// <summary>The frame of a row, [3, 64, 64].</summary>
    public ReadOnlySpan<byte> Frame(int row) => _observation.AsSpan(row * FrameFormat.Bytes, FrameFormat.Bytes);

    /// <summary>The same episode with other window embeddings (arrays shared).</summary>
    public Episode WithEmbedding(float[] embedding) => new(_observation, _action, _reward, _isTerminal, _discount, embedding);

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new ArgumentException($"The episode {problem}.");
        }
    }
}
