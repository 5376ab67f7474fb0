using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>Start states from data (spec 5.9): every state of freshly filtered sequences.</summary>
/// <param name="sequences">The dataset seen through the world model.</param>
/// <param name="length">States per sequence; 32 in the paper.</param>
public sealed class DataStarts(IFilteredSequences sequences, long length) : IStartStates
{
    /// <inheritdoc/>
    public LatentState Next(long count, Actor policy)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        LatentState states = sequences.Next((count + length - 1) / length, length);
        return new LatentState(
            First(states.Stoch, count).MoveToOuterDisposeScope(),
            First(states.Deter, count).MoveToOuterDisposeScope(),
            First(states.Logit, count).MoveToOuterDisposeScope());
    }

    private static Tensor First(Tensor bySequence, long count) => bySequence.flatten(0, 1).narrow(0, 0, count).detach();
}
