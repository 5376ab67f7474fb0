using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>Imagination starts in the states that the world model has just inferred from the replay: all of them, or some at random.</summary>
internal sealed class PosteriorStarts : IStartStates
{
    private FilteredSequence? states;

    /// <summary>Replaces the states, [B, T, ..] without gradient; they must live until the next draw.</summary>
    public void Set(FilteredSequence inferred) => states = inferred;

    public LatentState Next(long count, Actor policy)
    {
        var inferred = states ?? throw new InvalidOperationException("no states were inferred yet");
        using var scope = NewDisposeScope();
        Tensor stoch = inferred.Stoch.flatten(0, 1), deter = inferred.Deter.flatten(0, 1);
        if (count != stoch.shape[0])
        {
            var rows = randint(stoch.shape[0], new[] { count }, dtype: ScalarType.Int64, generator: RandomStream.Current);
            (stoch, deter) = (stoch.index_select(0, rows), deter.index_select(0, rows));
        }

        // imagination does not read the logits of its start states
        return new LatentState(stoch.MoveToOuterDisposeScope(), deter.MoveToOuterDisposeScope(), stoch.alias().MoveToOuterDisposeScope());
    }
}
