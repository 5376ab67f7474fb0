using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// The latent sequence a prompt asks for (spec 4.1), generated once and kept for a whole run: modes of the connector's
/// roll-out from the aligned prompt embedding, first state dropped (R-4.1), without gradient (R-4.3).
/// </summary>
public sealed class TargetSequence : IDisposable
{
    private TargetSequence(Tensor stoch, Tensor features, double stillness, bool isStill) =>
        (Stoch, Features, Stillness, IsStill) = (stoch, features, stillness, isStill);

    /// <summary>[H+1, N, K, V], or [H+1, 1, K, V] when the initial latent is a mode too and all rows are equal.</summary>
    public Tensor Stoch { get; }

    /// <summary>The latents in the space of the reward map g: [H+1, N or 1, F].</summary>
    public Tensor Features { get; }

    /// <summary>Mean similarity of neighbouring states as generated; 1 where nothing moves.</summary>
    public double Stillness { get; }

    /// <summary>Whether one state was repeated because the prompt asks for a pose and not for a movement.</summary>
    public bool IsStill { get; }

    /// <summary>Generates the target of a prompt.</summary>
    /// <param name="connector">Connector with its aligner.</param>
    /// <param name="world">World model whose map g rewards are computed in.</param>
    /// <param name="embedding">[D], unit length, of a sentence or a video.</param>
    /// <param name="rows">N, the number of start states per gradient step; each gets an initial sample of its own (R-4.2).</param>
    /// <param name="horizon">H.</param>
    /// <param name="deterministicStart">Take the mode of the initial latent as well; then one row stands for all (R-2.2).</param>
    /// <param name="seed">Seeds the initial samples, so that a resumed run sees the same target.</param>
    /// <param name="aligned">Pass the embedding through the aligner; off in the ablation.</param>
    /// <param name="skipFirst">Drop the first generated state, as the released code does (R-4.1).</param>
    /// <param name="stillAbove">
    /// A target that is stiller than this is one pose: its most probable state is repeated, since targets of poses are slightly in
    /// motion and would have the policy follow it (spec 12.2); null to leave targets as they are.
    /// </param>
    public static TargetSequence Generate(
        ILatentGenerator connector, IImaginedWorld world, Tensor embedding, long rows, int horizon, bool deterministicStart, long seed,
        bool aligned = true, bool skipFirst = true, double? stillAbove = null)
    {
        if (embedding.shape.Length != 1)
        {
            throw new ArgumentException(
                $"A prompt embedding is one vector [D], not [{string.Join(", ", embedding.shape)}].", nameof(embedding));
        }
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(unchecked((ulong)seed));
        using IDisposable stream = RandomStream.Use(generator);
        Tensor repeated = embedding.reshape(1, 1, -1).expand(deterministicStart ? 1 : rows, horizon + (skipFirst ? 2 : 1), embedding.shape[0]).contiguous();
        return Of(world, connector.Generate(repeated, sample: false, denoise: aligned, deterministicStart), horizon, stillAbove);
    }

    /// <summary>Generates one target for each of several prompts, drawing initial latents from the current random stream.</summary>
    /// <param name="connector">Connector.</param>
    /// <param name="world">World model whose map g rewards are computed in.</param>
    /// <param name="aligned">[N, D], unit length, already aligned.</param>
    /// <param name="horizon">H.</param>
    /// <param name="deterministicStart">Take the mode of the initial latent as well (R-2.2).</param>
    /// <param name="skipFirst">Drop the first generated state, as the released code does (R-4.1).</param>
    public static TargetSequence Of(
        ILatentGenerator connector, IImaginedWorld world, Tensor aligned, int horizon, bool deterministicStart, bool skipFirst = true)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        Tensor repeated = aligned.unsqueeze(1).expand(aligned.shape[0], horizon + (skipFirst ? 2 : 1), aligned.shape[1]).contiguous();
        return Of(world, connector.Generate(repeated, sample: false, denoise: false, deterministicStart), horizon, stillAbove: null);
    }

    /// <summary>The last H+1 states of a roll-out as a target.</summary>
    private static TargetSequence Of(IImaginedWorld world, LatentState roll, int horizon, double? stillAbove)
    {
        long dropped = roll.Stoch.shape[1] - horizon - 1;
        Tensor stoch = roll.Stoch.narrow(1, dropped, horizon + 1).transpose(0, 1).contiguous();
        Tensor features = world.RewardFeature(stoch);
        double stillness = SimilarityReward.Between(features.narrow(0, 0, horizon), features.narrow(0, 1, horizon), Similarity.MaxCosine).mean().item<float>();
        bool still = stillness > stillAbove;
        if (still)
        {
            stoch = MostProbable(stoch, roll.Logit.narrow(1, dropped, horizon + 1).transpose(0, 1));
            features = world.RewardFeature(stoch);
        }
        return new TargetSequence(stoch.DetachFromDisposeScope(), features.DetachFromDisposeScope(), stillness, still);
    }

    // the state of each row that the connector is surest of, at every time: [T, N, K, V]
    private static Tensor MostProbable(Tensor stoch, Tensor logits)
    {
        using var scope = NewDisposeScope();
        Tensor sureness = (OneHotCategorical.Probabilities(logits.contiguous()).log() * stoch).sum(new long[] { -2, -1 });
        long rows = stoch.shape[1];
        Tensor surest = sureness.argmax(0) * rows + arange(rows, dtype: ScalarType.Int64);
        return stoch.flatten(0, 1).index_select(0, surest).unsqueeze(0).expand(stoch.shape).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The rows of one of several processes that share a target; the caller disposes both.</summary>
    /// <param name="rank">Number of the process.</param>
    /// <param name="size">Number of processes.</param>
    public TargetSequence Share(int rank, int size)
    {
        long rows = Stoch.shape[1] == 1 ? 1 : Stoch.shape[1] / size;
        long first = Stoch.shape[1] == 1 ? 0 : rank * rows;
        return new TargetSequence(Own(Stoch), Own(Features), Stillness, IsStill);

        Tensor Own(Tensor all) => all.narrow(1, first, rows).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stoch.Dispose();
        Features.Dispose();
    }
}
