using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>Recorded sequences filtered through the world model from cached posteriors: start states of behaviours (spec 5.9).</summary>
/// <param name="model">The world model.</param>
/// <param name="reader">Makes a reader for sequences of a batch and length.</param>
public sealed class CachedSequences(WorldModel model, Func<int, int, SequenceReader> reader) : IFilteredSequences
{
    private readonly Dictionary<(long, long), SequenceReader> readers = [];

    /// <inheritdoc/>
    public LatentState Next(long sequences, long length)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        if (!readers.TryGetValue((sequences, length), out var source))
        {
            readers[(sequences, length)] = source = reader(checked((int)sequences), checked((int)length));
        }

        var batch = source.Next();
        var stoch = OneHotCategorical.SampleFrom(batch.Posterior!);
        var deter = model.Filter(stoch, batch.Actions, batch.IsFirst);
        return new LatentState(stoch.MoveToOuterDisposeScope(), deter.MoveToOuterDisposeScope(), batch.Posterior!.log().MoveToOuterDisposeScope());
    }
}
