using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// Recorded sequences filtered through the world model, from cached posteriors or, where there are none, from their frames: start states of
/// behaviours (spec 5.9).
/// </summary>
/// <param name="model">The world model.</param>
/// <param name="reader">Makes a reader for sequences of a batch and length.</param>
public sealed class RecordedSequences(WorldModel model, Func<int, int, SequenceReader> reader) : IFilteredSequences
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

        var batch = source.Next(withFrames: !source.HasPosteriors);
        var posterior = batch.Posterior ?? See(batch.Frames!);
        var stoch = OneHotCategorical.SampleFrom(posterior);
        var deter = model.Filter(stoch, batch.Actions, batch.IsFirst);
        return new LatentState(stoch.MoveToOuterDisposeScope(), deter.MoveToOuterDisposeScope(), posterior.log().MoveToOuterDisposeScope());
    }

    private Tensor See(Tensor frames)
    {
        var logits = model.PosteriorLogits(WorldModel.Normalise(frames.flatten(0, 1)));
        return OneHotCategorical.Probabilities(logits).view(frames.shape[0], frames.shape[1], model.Options.Variables, model.Options.Classes);
    }
}
