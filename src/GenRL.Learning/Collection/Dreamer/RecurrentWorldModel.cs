using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>
/// The world model of the collecting agents (spec 8.1): an ordinary recurrent state-space model, whose posterior sees the recurrent
/// state beside the image and whose decoder and reward head read the whole feature. The model that behaviours are learned in for
/// prompts, <see cref="WorldModel"/>, has neither.
/// </summary>
public sealed class RecurrentWorldModel : nn.Module, IImaginedWorld, IPerception
{
    private readonly ImageEncoder encoder;
    private readonly DenseStack posterior;
    private readonly SequenceModel sequence;
    private readonly ImageDecoder decoder;
    private readonly DenseStack? reward;

    /// <param name="options">Sizes; with any reward tasks there is a head for the reward of one task.</param>
    public RecurrentWorldModel(WorldModelOptions options)
        : base(nameof(RecurrentWorldModel))
    {
        Options = options;
        encoder = new ImageEncoder(options.Multiplier);
        posterior = new DenseStack("posterior", options.EmbeddingSize + options.Deter, options.Units, 1, options.StochSize, norm: options.DenseNorm);
        sequence = new SequenceModel("sequence", options, options.ActionSize);
        decoder = new ImageDecoder(options.Multiplier, options.StochSize, options.Deter);
        if (options.RewardTasks > 0)
        {
            reward = new DenseStack(
                "reward", options.FeatureSize, options.Units, options.HeadLayers, TwoHot.Bins, zeroOutput: true, oneHotInputs: options.StochSize, norm: options.DenseNorm);
        }

        RegisterComponents();
    }

    /// <summary>Sizes of this model.</summary>
    public WorldModelOptions Options { get; }

    /// <summary>True when there is a reward head.</summary>
    public bool HasRewardHead => reward is not null;

    /// <summary>The encoder's output, [N, E], of normalised images [N, 3, 64, 64].</summary>
    public Tensor Embed(Tensor images)
    {
        using var scope = NewDisposeScope();
        return encoder.call(FusedLayers.ChannelsLast(images)).MoveToOuterDisposeScope();
    }

    /// <summary>Raw posterior logits [N, K, V] of embeddings [N, E] in recurrent states [N, Dh].</summary>
    public Tensor PosteriorLogits(Tensor embedding, Tensor deter)
    {
        using var scope = NewDisposeScope();
        return posterior.call(cat(new[] { embedding, deter }, -1)).view(-1, Options.Variables, Options.Classes).MoveToOuterDisposeScope();
    }

    /// <summary>Raw prior logits [.., K, V] of recurrent states [.., Dh].</summary>
    public Tensor PriorLogits(Tensor deter) => sequence.PriorLogits(deter);

    /// <summary>Image mean [N, 3, 64, 64] of features [N, S + Dh].</summary>
    public Tensor Decode(Tensor feature) => decoder.call(feature);

    /// <summary>Two-hot logits of the reward, [.., S + Dh] to [.., 255].</summary>
    /// <exception cref="InvalidOperationException">The model has no reward head.</exception>
    public Tensor RewardLogits(Tensor feature) =>
        (reward ?? throw new InvalidOperationException("this world model was built without a reward head")).call(feature);

    /// <summary>
    /// Samples the posteriors of sequences one step after the other, since each depends on the recurrent state.
    /// </summary>
    /// <param name="embeddings">[B, T, E].</param>
    /// <param name="actions">[B, T, A]; row t led to observation t .</param>
    /// <param name="isFirst">[B, T] as 0 or 1: state and action are zeroed before such a step .</param>
    public FilteredSequence Filter(Tensor embeddings, Tensor actions, Tensor isFirst)
    {
        using var scope = NewDisposeScope();
        var (batch, length) = (embeddings.shape[0], embeddings.shape[1]);
        Tensor stoch = zeros(batch, Options.StochSize), deter = zeros(batch, Options.Deter);
        List<Tensor> samples = [], states = [], posteriors = [];
        for (var time = 0; time < length; time++)
        {
            var keep = 1 - isFirst.narrow(1, time, 1);
            deter = sequence.Step(stoch * keep, actions.select(1, time) * keep, deter * keep);
            var probabilities = OneHotCategorical.Probabilities(PosteriorLogits(embeddings.select(1, time), deter));
            var sample = OneHotCategorical.SampleFrom(probabilities);
            stoch = sample.flatten(-2);
            samples.Add(sample);
            states.Add(deter);
            posteriors.Add(probabilities);
        }

        return new FilteredSequence(
            stack(samples, 1).MoveToOuterDisposeScope(), stack(states, 1).MoveToOuterDisposeScope(), stack(posteriors, 1).MoveToOuterDisposeScope());
    }

    /// <inheritdoc cref="IImaginedWorld.Initial"/>
    public LatentState Initial(long batch) => new(
        zeros(batch, Options.Variables, Options.Classes),
        zeros(batch, Options.Deter),
        zeros(batch, Options.Variables, Options.Classes));

    /// <inheritdoc/>
    public LatentState Observe(LatentState previous, Tensor action, Tensor frames)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        var deter = sequence.Step(previous.Stoch.flatten(-2), action, previous.Deter);
        var logits = PosteriorLogits(Embed(WorldModel.Normalise(frames)), deter);
        var stoch = OneHotCategorical.Sample(logits);
        return new LatentState(stoch.MoveToOuterDisposeScope(), deter.MoveToOuterDisposeScope(), logits.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public LatentState Imagine(LatentState previous, Tensor action)
    {
        using var scope = NewDisposeScope();
        var deter = sequence.Step(previous.Stoch.flatten(-2), action, previous.Deter);
        var logits = sequence.PriorLogits(deter);
        var stoch = OneHotCategorical.Sample(logits);
        return new LatentState(stoch.MoveToOuterDisposeScope(), deter.MoveToOuterDisposeScope(), logits.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public Tensor Feature(LatentState state)
    {
        using var scope = NewDisposeScope();
        return cat(new[] { state.Stoch.flatten(-2), state.Deter }, -1).MoveToOuterDisposeScope();
    }

    /// <summary>The decoder's first affine map with a recurrent state of zero; prompts are not compared in this model.</summary>
    public Tensor RewardFeature(Tensor stoch)
    {
        using var scope = NewDisposeScope();
        var flat = stoch.flatten(-2);
        return decoder.RewardFeature(cat(new[] { flat, zeros([.. flat.shape[..^1], Options.Deter]) }, -1)).MoveToOuterDisposeScope();
    }

    /// <summary>Zero: there is one prior head. How explorers disagree is in <see cref="DisagreementEnsemble"/>.</summary>
    public Tensor PriorDisagreement(Tensor deter) => sequence.Disagreement(deter);
}
