using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.WorldModels;

public class RecordedSequencesTests
{
    private const int Sequences = 3;
    private const int Length = 8;

    [Fact]
    public void Sequences_without_cached_posteriors_are_seen_through_their_frames()
    {
        using var scope = NewDisposeScope();
        using var data = new MovingSquareStore(episodes: 2, withWindows: false);
        using var model = new WorldModel(WorldModelOptions.Micro with { ActionSize = data.Store.Header.ActionSize });
        using var cache = PosteriorCache.Build(model, data.Store, 0, null, default);
        RecordedSequences Of(bool cached) => new(
            model, (batch, length) => new SequenceReader(data.Store, model.Options, data.Store.Episodes, batch, length, 5, cached ? cache : null));

        var remembered = Of(cached: true).Next(Sequences, Length);
        var seen = Of(cached: false).Next(Sequences, Length);

        Assert.Equal(remembered.Logit.shape, seen.Logit.shape);
        // cached probabilities are kept in half precision
        Assert.True((remembered.Logit.exp() - seen.Logit.exp()).abs().max().item<float>() < 2e-3);
        Assert.Equal(seen.Deter.shape, new long[] { Sequences, Length, model.Options.Deter });
        Assert.False(seen.Deter.requires_grad);
    }
}
