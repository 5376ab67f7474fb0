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
    private TargetSequence(Tensor stoch, Tensor features) => (Stoch, Features) = (stoch, features);

    /// <summary>[H+1, N, K, V], or [H+1, 1, K, V] when the initial latent is a mode too and all rows are equal.</summary>
    public Tensor Stoch { get; }

    /// <summary>The latents in the space of the reward map g: [H+1, N or 1, F].</summary>
    public Tensor Features { get; }

    /// <summary>Generates the target of a prompt.</summary>
    /// <param name="connector">Connector with its aligner.</param>
    /// <param name="world">World model whose map g rewards are computed in.</param>
    /// <param name="embedding">[D], unit length, of a sentence or a video.</param>
    /// <param name="rows">N, the number of start states per gradient step; each gets an initial sample of its own (R-4.2).</param>
    /// <param name="horizon">H.</param>
    /// <param name="deterministicStart">Take the mode of the initial latent as well; then one row stands for all (R-2.2).</param>
    /// <param name="seed">Seeds the initial samples, so that a resumed run sees the same target.</param>
    /// <param name="aligned">Pass the embedding through the aligner; off in the ablation.</param>
    public static TargetSequence Generate(
        ILatentGenerator connector, IImaginedWorld world, Tensor embedding, long rows, int horizon, bool deterministicStart, long seed, bool aligned = true)
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
        Tensor repeated = embedding.reshape(1, 1, -1).expand(deterministicStart ? 1 : rows, horizon + 2, embedding.shape[0]).contiguous();
        return Of(world, connector.Generate(repeated, sample: false, denoise: aligned, deterministicStart), horizon);
    }

    /// <summary>Generates one target for each of several prompts, drawing initial latents from the current random stream.</summary>
    /// <param name="connector">Connector.</param>
    /// <param name="world">World model whose map g rewards are computed in.</param>
    /// <param name="aligned">[N, D], unit length, already aligned.</param>
    /// <param name="horizon">H.</param>
    /// <param name="deterministicStart">Take the mode of the initial latent as well (R-2.2).</param>
    public static TargetSequence Of(ILatentGenerator connector, IImaginedWorld world, Tensor aligned, int horizon, bool deterministicStart)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        Tensor repeated = aligned.unsqueeze(1).expand(aligned.shape[0], horizon + 2, aligned.shape[1]).contiguous();
        return Of(world, connector.Generate(repeated, sample: false, denoise: false, deterministicStart), horizon);
    }

    private static TargetSequence Of(IImaginedWorld world, LatentState roll, int horizon)
    {
        Tensor stoch = roll.Stoch.narrow(1, 1, horizon + 1).transpose(0, 1).contiguous();
        return new TargetSequence(stoch.DetachFromDisposeScope(), world.RewardFeature(stoch).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stoch.Dispose();
        Features.Dispose();
    }
}
