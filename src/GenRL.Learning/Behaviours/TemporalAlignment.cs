using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Best matching trajectory (paper section 4.2, spec 4.3): finds per row where the target sequence fits the imagined
/// trajectory best and rewards each state by its similarity to the target state it is matched with.
/// The matching is a constant for the gradient (R-4.5).
/// </summary>
public sealed class TemporalAlignment
{
    private readonly int window;
    private readonly AlignmentMode mode;
    private readonly AlignmentRange range;

    /// <param name="window">Length b of the matched window.</param>
    /// <param name="mode">Window, start only, or none.</param>
    /// <param name="range">Which placements are tried; used by <see cref="AlignmentMode.Window"/> only.</param>
    public TemporalAlignment(int window, AlignmentMode mode = AlignmentMode.Window, AlignmentRange range = AlignmentRange.Released)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        this.window = mode == AlignmentMode.StartOnly ? 1 : window;
        this.mode = mode;
        this.range = mode == AlignmentMode.StartOnly ? AlignmentRange.Complete : range;
    }

    /// <summary>How many placements of a window of <paramref name="window"/> states are tried in a sequence of <paramref name="length"/>.</summary>
    public static int Placements(int length, int window, AlignmentRange range) =>
        Math.Max(0, length - window + (range == AlignmentRange.Complete ? 1 : 0));

    /// <summary>The first best placement of the target in each row.</summary>
    /// <param name="table">Similarities [T, T, N] of agent state t and target state j.</param>
    /// <returns>[N] integers, the agent time at which the target begins.</returns>
    /// <exception cref="ArgumentException">The sequence is too short for a single placement.</exception>
    public Tensor Offsets(Tensor table)
    {
        long length = table.shape[0];
        if (mode == AlignmentMode.None)
        {
            return StartTogether(table.shape[2], table.device);
        }
        int placements = Placements(checked((int)length), window, range);
        if (placements < 1)
        {
            throw new ArgumentException(
                $"A window of {window} states has no placement in a sequence of {length} ({range} range). "
                + "Use a longer horizon, a shorter window or the complete range.", nameof(table));
        }
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        Tensor score = table.select(1, 0).narrow(0, 0, placements);
        for (int step = 1; step < window; step++)
        {
            score = score + table.select(1, step).narrow(0, step, placements);
        }
        return score.argmax(0).MoveToOuterDisposeScope();
    }

    /// <summary>The target state each agent state is matched with: max(0, t - offset).</summary>
    /// <param name="offsets">[N].</param>
    /// <param name="length">T.</param>
    /// <returns>[T, N] integers.</returns>
    public static Tensor Index(Tensor offsets, long length)
    {
        Tensor time = arange(length, dtype: ScalarType.Int64, device: offsets.device).unsqueeze(1);
        return (time - offsets.unsqueeze(0)).clamp_min(0);
    }

    /// <summary>Aligns and rewards.</summary>
    /// <param name="agent">Reward features of the imagined states [T, N, F]; index 0 is the start state.</param>
    /// <param name="target">Reward features of the target [T, N, F] or [T, 1, F], without gradient.</param>
    /// <param name="similarity">The measure of similarity.</param>
    public AlignedReward Reward(Tensor agent, Tensor target, Similarity similarity)
    {
        if (target.shape[0] != agent.shape[0] || (target.shape[1] != 1 && target.shape[1] != agent.shape[1]))
        {
            throw new ArgumentException(
                $"The target is [{string.Join(", ", target.shape)}], the imagined trajectory [{string.Join(", ", agent.shape)}]; "
                + "lengths must be equal and rows equal or 1.", nameof(target));
        }
        Tensor offsets = mode == AlignmentMode.None ? StartTogether(agent.shape[1], agent.device) : BestOffsets(agent, target, similarity);
        Tensor matched = Select(target, Index(offsets, agent.shape[0]));
        return new AlignedReward(SimilarityReward.Between(agent, matched, similarity), offsets);
    }

    private static Tensor StartTogether(long rows, Device device) => zeros(rows, dtype: ScalarType.Int64, device: device);

    private Tensor BestOffsets(Tensor agent, Tensor target, Similarity similarity)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        return Offsets(SimilarityReward.Table(agent, target, similarity)).MoveToOuterDisposeScope();
    }

    /// <summary>target[index[t, n], n] as [T, N, F].</summary>
    private static Tensor Select(Tensor target, Tensor index)
    {
        long rows = target.shape[1];
        Tensor flat = rows == 1
            ? index
            : index * rows + arange(rows, dtype: ScalarType.Int64, device: index.device).unsqueeze(0);
        return target.reshape(-1, target.shape[2]).index_select(0, flat.reshape(-1)).reshape(index.shape[0], index.shape[1], target.shape[2]);
    }
}
