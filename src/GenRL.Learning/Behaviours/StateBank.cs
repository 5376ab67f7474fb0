using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Start states spread over a whole dataset: filtered states kept in memory (latents as class numbers) and drawn independently,
/// where <see cref="DataStarts"/> draws runs of neighbouring states and filters them anew in every step.
/// </summary>
public sealed class StateBank : IStartStates, IDisposable
{
    private readonly Tensor classes;
    private readonly Tensor deter;
    private readonly long categories;

    private StateBank(Tensor classes, Tensor deter, long categories) =>
        (this.classes, this.deter, this.categories) = (classes, deter, categories);

    /// <summary>States held.</summary>
    public long Count => deter.shape[0];

    /// <summary>Fills a bank.</summary>
    /// <param name="sequences">The dataset seen through the world model.</param>
    /// <param name="states">States to hold at least.</param>
    /// <param name="batch">Sequences filtered at once.</param>
    /// <param name="length">States per sequence.</param>
    /// <param name="skip">States dropped at the head of every sequence, where the recurrent state has seen too little.</param>
    public static StateBank Fill(IFilteredSequences sequences, long states, long batch = 64, long length = 32, long skip = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(skip, length);
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        var classes = new List<Tensor>();
        var deter = new List<Tensor>();
        long categories = 0;
        for (long filled = 0; filled < states; filled += batch * (length - skip))
        {
            using var inner = NewDisposeScope();
            LatentState drawn = sequences.Next(batch, length);
            categories = drawn.Stoch.shape[^1];
            classes.Add(Kept(drawn.Stoch, skip, length).argmax(-1).to_type(ScalarType.Byte).MoveToOuterDisposeScope());
            deter.Add(Kept(drawn.Deter, skip, length).clone().MoveToOuterDisposeScope());
        }
        return new StateBank(cat(classes, 0).DetachFromDisposeScope(), cat(deter, 0).DetachFromDisposeScope(), categories);
    }

    /// <inheritdoc/>
    public LatentState Next(long count, Actor policy)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        Tensor rows = randint(Count, new long[] { count }, dtype: ScalarType.Int64, generator: RandomStream.Current);
        Tensor drawn = classes.index_select(0, rows).to_type(ScalarType.Int64);
        Tensor stoch = nn.functional.one_hot(drawn, categories).to_type(ScalarType.Float32);
        // the logits of a start state are read by nothing downstream
        return new LatentState(
            stoch.MoveToOuterDisposeScope(),
            deter.index_select(0, rows).MoveToOuterDisposeScope(),
            zeros_like(stoch).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        classes.Dispose();
        deter.Dispose();
    }

    private static Tensor Kept(Tensor bySequence, long skip, long length) => bySequence.narrow(1, skip, length - skip).flatten(0, 1);
}
