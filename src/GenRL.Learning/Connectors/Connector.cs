using GenRL.Learning.Behaviours;
using GenRL.Learning.Distributed;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Connectors;

/// <summary>
/// From video-language embeddings to sequences of world-model latents (spec 2): the world model's recurrence with the
/// embedding in place of the action, and a learned initial state. Holds the <see cref="Connectors.Aligner"/>.
/// </summary>
public sealed class Connector : nn.Module, ILatentGenerator
{
    private readonly WorldModelOptions sizes;
    private readonly SequenceModel sequence;
    private readonly DenseStack initial;
    private readonly Aligner aligner;

    /// <param name="sizes">Sizes of the world model whose latents are generated.</param>
    /// <param name="options">Embedding, losses and noise.</param>
    public Connector(WorldModelOptions sizes, ConnectorOptions options)
        : base(nameof(Connector))
    {
        this.sizes = sizes;
        Options = options;
        var conditionSize = options.EmbeddingSize + options.IdleInputs;
        sequence = new SequenceModel("sequence", sizes, conditionSize);
        initial = new DenseStack("initial", conditionSize, sizes.Units, 2, sizes.Deter);
        aligner = new Aligner(options);
        RegisterComponents();
    }

    /// <summary>Embedding, losses and noise.</summary>
    public ConnectorOptions Options { get; }

    /// <summary>The aligner of language to video.</summary>
    public Aligner Aligner => aligner;

    /// <summary>Recurrence and prior head.</summary>
    public SequenceModel Sequence => sequence;

    /// <summary>Network of the initial recurrent state.</summary>
    public DenseStack InitialState => initial;

    /// <summary>concat(sqrt(D) e, zeros): unit mean square per coordinate, [.., D] to [.., D + idle] (spec 2.1).</summary>
    public Tensor Condition(Tensor embedding)
    {
        using var scope = NewDisposeScope();
        var scaled = embedding * Math.Sqrt(Options.EmbeddingSize);
        var shape = embedding.shape;
        return cat(new[] { scaled, zeros([.. shape[..^1], Options.IdleInputs]) }, -1).MoveToOuterDisposeScope();
    }

    /// <summary>Recurrent state before the first step and the latent drawn from it, [n, Dh] and logits [n, K, V] (spec 2.2).</summary>
    public (Tensor Deter, Tensor Logits) Start(Tensor condition)
    {
        using var scope = NewDisposeScope();
        var deter = initial.call(condition);
        return (deter.MoveToOuterDisposeScope(), sequence.PriorLogits(deter).MoveToOuterDisposeScope());
    }

    /// <summary>
    /// Losses of connector and aligner on given posteriors, which get no gradient (spec 2.3, 3.2).
    /// </summary>
    /// <param name="stoch">Posterior samples [B, T, K, V], T a multiple of the window.</param>
    /// <param name="posterior">Posterior probabilities after mixing [B, T, K, V].</param>
    /// <param name="windows">Embedding of each window of the sequence, [B, T / k, D]; row c embeds frames k c .. k c + k - 1.</param>
    /// <param name="ranks">Processes that train together, whose windows the averages are over; null for this one alone.</param>
    public ConnectorLoss Loss(Tensor stoch, Tensor posterior, Tensor windows, Ranks? ranks = null)
    {
        using var scope = NewDisposeScope();
        var known = windows.norm(-1).ge(Options.SmallestNorm).to(ScalarType.Float32);
        var divergence = Divergence(stoch.detach(), posterior.detach(), windows);
        var perStep = known.repeat_interleave(Options.Window, 1);
        var mean = (divergence * perStep).sum() / (ranks ?? Ranks.Alone).MeanCount(perStep);
        var alignment = aligner.Loss(windows.reshape(-1, Options.EmbeddingSize), known.reshape(-1), ranks);
        // the balance's other branch is a constant: it counts in the value, not in the gradient (13.4)
        var balanced = mean * Options.Balance + mean.detach() * (1 - Options.Balance);
        return new ConnectorLoss(
            (balanced + alignment).MoveToOuterDisposeScope(), mean.detach().MoveToOuterDisposeScope(), alignment.detach().MoveToOuterDisposeScope());
    }

    /// <summary>
    /// KL(connector || posterior) of one step from the learned initial state at the beginning of every window but the first: how well
    /// a fresh start works, which training never sees there. A diagnostic (spec 2.3).
    /// </summary>
    /// <param name="posterior">Posterior probabilities after mixing [B, T, K, V].</param>
    /// <param name="windows">Embedding of each window of the sequence, [B, T / k, D].</param>
    /// <returns>Mean over the windows that were embedded, in nats; 0 where there is none.</returns>
    public Tensor FreshStartDivergence(Tensor posterior, Tensor windows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var later = windows.shape[1] - 1;
        if (later < 1)
        {
            return zeros(1).sum().MoveToOuterDisposeScope();
        }

        var fresh = windows.narrow(1, 1, later);
        var condition = Condition(fresh).flatten(0, 1);
        var (deter, logits) = Start(condition);
        var next = sequence.PriorLogits(sequence.Step(OneHotCategorical.Sample(logits).flatten(-2), condition, deter));
        var first = stack(Enumerable.Range(1, (int)later).Select(window => posterior.select(1, (long)window * Options.Window)).ToList(), 1).flatten(0, 1);
        var known = fresh.norm(-1).ge(Options.SmallestNorm).to(ScalarType.Float32).flatten();
        var divergence = OneHotCategorical.Divergence(OneHotCategorical.Probabilities(next), first);
        return ((divergence * known).sum() / known.sum().clamp(min: 1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public LatentState Generate(Tensor embeddings, bool sample, bool denoise, bool deterministicStart = false)
        => Generate(embeddings, sample, denoise, deterministicStart, firstLatent: null, resetEachWindow: false);

    /// <summary>Unrolls the connector freely, with the released code's options for reports (spec 2.4).</summary>
    /// <param name="embeddings">[n, L, D], one embedding per time step.</param>
    /// <param name="sample">Draw latents instead of taking modes.</param>
    /// <param name="denoise">Pass every embedding through the aligner first.</param>
    /// <param name="deterministicStart">Take the mode of the initial latent too .</param>
    /// <param name="firstLatent">Latent of the current frame [n, K, V] to go on from, in place of the initial one; null for the initial one.</param>
    /// <param name="resetEachWindow">Zero the recurrent state after every window of steps and keep the last latent alone.</param>
    /// <returns>States [n, L, ..]; the first is one step after the initial state.</returns>
    public LatentState Generate(Tensor embeddings, bool sample, bool denoise, bool deterministicStart, Tensor? firstLatent, bool resetEachWindow)
    {
        using var scope = NewDisposeScope();
        var conditions = Condition(denoise ? aligner.Align(embeddings) : embeddings).unbind(1);
        var (deter, logits) = Start(conditions[0]);
        var stoch = firstLatent ?? (deterministicStart ? OneHotCategorical.Mode(logits) : OneHotCategorical.Sample(logits));
        var states = new List<LatentState>(conditions.Length);
        foreach (var condition in conditions)
        {
            if (resetEachWindow && states.Count > 0 && states.Count % Options.Window == 0)
            {
                deter = zeros_like(deter);
            }

            deter = sequence.Step(stoch.flatten(-2), condition, deter);
            logits = sequence.PriorLogits(deter);
            stoch = sample ? OneHotCategorical.Sample(logits) : OneHotCategorical.Mode(logits);
            states.Add(new LatentState(stoch, deter, logits));
        }

        return new LatentState(
            stack(states.Select(state => state.Stoch).ToList(), 1).MoveToOuterDisposeScope(),
            stack(states.Select(state => state.Deter).ToList(), 1).MoveToOuterDisposeScope(),
            stack(states.Select(state => state.Logit).ToList(), 1).MoveToOuterDisposeScope());
    }

    // KL(connector || posterior) per step, [B, T]; teacher forcing with the posterior samples, no reset at window borders
    private Tensor Divergence(Tensor stoch, Tensor posterior, Tensor windows)
    {
        using var scope = NewDisposeScope();
        var (batch, length) = (stoch.shape[0], stoch.shape[1]);
        if (length % Options.Window != 0 || windows.shape[1] * Options.Window != length)
        {
            throw new ArgumentException($"{length} steps do not hold {windows.shape[1]} windows of {Options.Window}");
        }

        var conditions = Condition(Disturbed(windows)).repeat_interleave(Options.Window, 1).transpose(0, 1);
        var (start, startLogits) = Start(conditions[0]);
        var first = OneHotCategorical.Sample(startLogits).reshape(1, batch, sizes.StochSize);
        var latents = stoch.reshape(batch, length, sizes.StochSize).transpose(0, 1);
        var previous = cat(new[] { first, Hidden(latents.narrow(0, 0, length - 1)) }, 0);
        var logits = sequence.PriorLogits(sequence.Unroll(previous, conditions, start, null));
        return OneHotCategorical.Divergence(OneHotCategorical.Probabilities(logits.transpose(0, 1)), posterior).MoveToOuterDisposeScope();
    }

    private Tensor Disturbed(Tensor embeddings)
        => Options.EmbeddingNoise > 0 ? nn.functional.normalize(embeddings + Options.EmbeddingNoise * RandomStream.Normal(embeddings.shape, embeddings.device), 2, -1) : embeddings;

    // whole latents [T, B, S] are hidden, so that a step must be foretold from the recurrent state and the embedding; drawn row by row of the batch
    private Tensor Hidden(Tensor latents)
    {
        if (Options.TokenDropout <= 0)
        {
            return latents;
        }

        using var scope = NewDisposeScope();
        var drawn = RandomStream.Uniform([latents.shape[1], latents.shape[0]], latents.device).t().unsqueeze(-1);
        return (latents * drawn.ge(Options.TokenDropout).to(ScalarType.Float32)).MoveToOuterDisposeScope();
    }
}
