using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>Trains a <see cref="RecurrentWorldModel"/>: image, balanced KL and, with its gradient into the representation, reward (spec 8.1).</summary>
internal sealed class RecurrentModelUpdate : IDisposable
{
    private readonly RecurrentWorldModel model;
    private readonly DreamerOptions options;
    private readonly ModelOptimizer optimizer;

    public RecurrentModelUpdate(RecurrentWorldModel model, DreamerOptions options)
    {
        this.model = model;
        this.options = options;
        optimizer = new ModelOptimizer(model.parameters(), options.ModelRate, options.ModelEpsilon, options.ModelClip);
    }

    /// <summary>One gradient step.</summary>
    /// <param name="batch">Sequences with frames; the first reward column is the task's.</param>
    /// <param name="figures">Receives the losses.</param>
    /// <returns>Embeddings [B, T, E] and states of the batch, without gradient.</returns>
    public (Tensor Embeddings, FilteredSequence States) Step(SequenceBatch batch, IDictionary<string, double> figures)
    {
        using var scope = NewDisposeScope();
        var (rows, length) = (batch.Actions.shape[0], batch.Actions.shape[1]);
        var images = WorldModel.Normalise(batch.Frames!.flatten(0, 1));
        var embeddings = model.Embed(images).unflatten(0, rows, length);
        var states = model.Filter(embeddings, batch.Actions, batch.IsFirst);
        var feature = model.Feature(new LatentState(states.Stoch, states.Deter, states.Stoch));
        var image = WorldModelLoss.ImageError(model.Decode(feature.flatten(0, 1)), images);
        var prior = OneHotCategorical.Probabilities(model.PriorLogits(states.Deter));
        var (divergence, meanDivergence) = WorldModelLoss.BalancedKl(states.Posterior, prior, options.KlBalance, options.FreeNats);
        var loss = image + divergence * options.KlScale;
        if (model.HasRewardHead)
        {
            var reward = -TwoHot.LogProbability(model.RewardLogits(feature), batch.Rewards.select(-1, 0)).mean();
            figures["reward_loss"] = reward.detach().item<float>();
            loss = loss + reward;
        }

        var norm = optimizer.Step(loss);
        if (!double.IsFinite(norm))
        {
            throw new ArithmeticException($"The world model of the collecting agent diverged: its gradient is {norm}. Lower the learning rate ({options.ModelRate}) and continue from the last checkpoint.");
        }

        figures["image"] = image.detach().item<float>();
        figures["kl"] = meanDivergence.item<float>();
        return (
            embeddings.detach().MoveToOuterDisposeScope(),
            new FilteredSequence(states.Stoch.detach().MoveToOuterDisposeScope(), states.Deter.detach().MoveToOuterDisposeScope(), states.Posterior.detach().MoveToOuterDisposeScope()));
    }

    /// <summary>Adds model and moments to what a checkpoint keeps.</summary>
    public void Describe(TrainingState state)
    {
        state.Add("model", model);
        state.Add("model_optimizer", optimizer);
    }

    public void Dispose() => optimizer.Dispose();
}
