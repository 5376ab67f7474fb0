using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// The world model (spec 1): posterior from the image alone, sequence model over latents and actions, decoder from the
/// latent alone, and a diagnostic reward head whose gradient never reaches the representation.
/// </summary>
public sealed class WorldModel : nn.Module, IImaginedWorld
{
    private readonly ImageEncoder encoder;
    private readonly DenseStack posterior;
    private readonly SequenceModel sequence;
    private readonly ImageDecoder decoder;
    private readonly DenseStack? rewardHead;

    /// <param name="options">Sizes.</param>
    public WorldModel(WorldModelOptions options)
        : base(nameof(WorldModel))
    {
        Options = options;
        encoder = new ImageEncoder(options.Multiplier);
        posterior = new DenseStack("posterior", options.EmbeddingSize, options.Units, 1, options.StochSize);
        sequence = new SequenceModel("sequence", options, options.ActionSize, options.Ensemble);
        decoder = new ImageDecoder(options.Multiplier, options.StochSize);
        if (options.RewardTasks > 0)
        {
            rewardHead = new DenseStack("reward", options.FeatureSize, options.Units, options.HeadLayers, options.RewardTasks, zeroOutput: true, oneHotInputs: options.StochSize);
        }

        RegisterComponents();
    }

    /// <summary>Sizes of this model.</summary>
    public WorldModelOptions Options { get; }

    /// <summary>The recurrence and its prior heads.</summary>
    public SequenceModel Sequence => sequence;

    /// <summary>Encoder and posterior head, for the optimiser of the joint phase.</summary>
    public ImageEncoder Encoder => encoder;

    /// <summary>Posterior head.</summary>
    public DenseStack PosteriorHead => posterior;

    /// <summary>The image decoder.</summary>
    public ImageDecoder Decoder => decoder;

    /// <summary>Parameters trained on cached posteriors: sequence model and reward head.</summary>
    public IEnumerable<TorchSharp.Modules.Parameter> DynamicsParameters()
        => rewardHead is null ? sequence.parameters() : sequence.parameters().Concat(rewardHead.parameters());

    /// <summary>uint8 frames [.., 3, 64, 64] to floats in [-0.5, 0.5] (spec 1.2).</summary>
    public static Tensor Normalise(Tensor frames)
    {
        using var scope = NewDisposeScope();
        // channels-last is what the convolutions work in; reordering bytes is cheaper than reordering floats
        var ordered = frames.ndim == 4 ? FusedLayers.ChannelsLast(frames) : frames;
        return ordered.to(ScalarType.Float32).mul_(1.0 / 255).sub_(0.5).MoveToOuterDisposeScope();
    }

    /// <summary>Raw posterior logits of normalised images: [N, 3, 64, 64] to [N, K, V].</summary>
    public Tensor PosteriorLogits(Tensor images)
    {
        using var scope = NewDisposeScope();
        return posterior.call(encoder.call(FusedLayers.ChannelsLast(images)))
            .view(-1, Options.Variables, Options.Classes).MoveToOuterDisposeScope();
    }

    /// <summary>Image mean of latents [N, K, V] (or [N, S]): [N, 3, 64, 64].</summary>
    public Tensor Decode(Tensor stoch) => decoder.call(stoch.reshape(-1, Options.StochSize));

    /// <summary>
    /// Recurrent states of given latents (spec 11.4: posteriors do not depend on the recurrence).
    /// </summary>
    /// <param name="stoch">Posterior samples, [B, T, K, V].</param>
    /// <param name="actions">[B, T, A]; row t led to observation t .</param>
    /// <param name="isFirst">[B, T] as 0 or 1: state and action are zeroed before such a step .</param>
    /// <returns>Deter, [B, T, Dh].</returns>
    public Tensor Filter(Tensor stoch, Tensor actions, Tensor isFirst)
    {
        using var scope = NewDisposeScope();
        var (batch, length) = (stoch.shape[0], stoch.shape[1]);
        var latents = stoch.reshape(batch, length, Options.StochSize).transpose(0, 1);
        var keep = (1 - isFirst).transpose(0, 1).unsqueeze(-1);
        var start = zeros(1, batch, Options.StochSize);
        var previous = length == 1 ? start : cat(new[] { start, latents.narrow(0, 0, length - 1) }, 0);
        var deter = sequence.Unroll(previous * keep, actions.transpose(0, 1) * keep, zeros(batch, Options.Deter), keep);
        return deter.transpose(0, 1).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public LatentState Initial(long batch) => new(
        zeros(batch, Options.Variables, Options.Classes),
        zeros(batch, Options.Deter),
        zeros(batch, Options.Variables, Options.Classes));

    /// <inheritdoc/>
    public LatentState Imagine(LatentState previous, Tensor action)
    {
        using var scope = NewDisposeScope();
        var deter = sequence.Step(previous.Stoch.reshape(-1, Options.StochSize), action, previous.Deter);
        var logits = sequence.DrawnPriorLogits(deter);
        var stoch = OneHotCategorical.Sample(logits);
        return new LatentState(stoch.MoveToOuterDisposeScope(), deter.MoveToOuterDisposeScope(), logits.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public Tensor Feature(LatentState state)
    {
        using var scope = NewDisposeScope();
        return cat(new[] { state.Stoch.flatten(-2), state.Deter }, -1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor RewardFeature(Tensor stoch)
    {
        using var scope = NewDisposeScope();
        return decoder.RewardFeature(stoch.flatten(-2)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor PriorDisagreement(Tensor deter) => sequence.DrawnDisagreement(deter);

    /// <summary>Predicted reward of every task per agent step, [.., S + Dh] to [.., tasks]. Diagnostic only (spec 1.9).</summary>
    /// <exception cref="InvalidOperationException">The model has no reward head.</exception>
    public Tensor RewardHeadMean(Tensor feature)
        => (rewardHead ?? throw new InvalidOperationException("this world model was built without a reward head")).call(feature);

    /// <summary>True when the diagnostic reward head exists.</summary>
    public bool HasRewardHead => rewardHead is not null;
}
