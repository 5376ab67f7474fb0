using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Benchmarks;

/// <summary>All rewrites of spec 11.4 that training uses, on inputs of given sizes.</summary>
public static class Rewrites
{
    /// <summary>One after the other, each made when it is asked for; the caller disposes it.</summary>
    /// <param name="options">Sizes and batches of the world model.</param>
    /// <param name="behaviour">Sizes of behaviour learning.</param>
    public static IEnumerable<Rewrite> For(WorldModelTrainingOptions options, BehaviourOptions behaviour)
    {
        var (sizes, m) = (options.Sizes, options.Sizes.Multiplier);
        var sequences = options.Cached.Steps > 0 ? options.Cached : options.Joint;
        var frames = (long)options.Joint.Batch * options.Joint.Length;
        var states = (long)sequences.Batch * sequences.Length;
        yield return Made(() => ImageRewrites.ByteReplay(options.Joint.Batch, options.Joint.Length));
        yield return Made(() => ImageRewrites.Encoder(frames, m));
        yield return Made(() => ImageRewrites.FirstDeconvolution(frames, m));
        yield return Made(() => ImageRewrites.PhaseSplit(frames, 4 * m, 2 * m, 5, 5));
        yield return Made(() => ImageRewrites.PhaseSplit(frames, 2 * m, m, 6, 13));
        yield return Made(() => ImageRewrites.PhaseSplit(frames, m, 3, 6, 30));
        yield return Made(() => RecurrenceRewrites.Hoisted(sequences.Batch, sequences.Length, sizes.Units, sizes.Deter));
        yield return Made(() => RecurrenceRewrites.Fused(sequences.Batch, sequences.Length, sizes.Deter));
        yield return Made(() => LatentRewrites.NormAndSilu(states, sizes.Units));
        yield return Made(() => LatentRewrites.MixedSoftmax(states, sizes.Variables, sizes.Classes));
        yield return Made(() => LatentRewrites.Sample(states, sizes.Variables, sizes.Classes));
        yield return Made(() => LatentRewrites.OneHotLinear(states, sizes.Variables, sizes.Classes, sizes.ActionSize, sizes.Units));
        yield return Made(() => BehaviourRewrites.CachedTarget(sizes, behaviour));
        yield return Made(() => BehaviourRewrites.SimilarityTable(sizes, behaviour));
        yield return Made(() => BehaviourRewrites.LambdaReturnsAtOnce(behaviour));
        yield return Made(() =>
        {
            using var model = new WorldModel(sizes);
            return OptimiserRewrites.FusedAdam(model);
        });
    }

    // what only led to the inputs is forgotten, the inputs live until the rewrite is disposed
    private static Rewrite Made(Func<Rewrite> make)
    {
        using var scope = NewDisposeScope();
        return make().DetachFromDisposeScope();
    }
}
