using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>Losses of the sequence model and the reward head on given posteriors; scalars.</summary>
/// <param name="KullbackLeibler">Balanced KL, averaged over the prior heads.</param>
/// <param name="Reward">Mean squared error of the reward head; zero without one.</param>
/// <param name="Mean">Plain KL in nats per step, without gradient.</param>
public sealed record DynamicsLoss(Tensor KullbackLeibler, Tensor Reward, Tensor Mean)
{
    /// <summary>
    /// Filters posterior samples and compares every prior head with the posterior (spec 1.8); the reward head reads
    /// detached features (spec 1.9).
    /// </summary>
    /// <param name="model">The world model.</param>
    /// <param name="stoch">Posterior samples [B, T, K, V].</param>
    /// <param name="posterior">Posterior probabilities after mixing [B, T, K, V].</param>
    /// <param name="batch">Actions, resets and rewards.</param>
    public static DynamicsLoss Of(WorldModel model, Tensor stoch, Tensor posterior, SequenceBatch batch)
    {
        using var scope = NewDisposeScope();
        var deter = model.Filter(stoch, batch.Actions, batch.IsFirst);
        var losses = new List<Tensor>();
        var means = new List<Tensor>();
        for (var head = 0; head < model.Sequence.Heads; head++)
        {
            var prior = OneHotCategorical.Probabilities(model.Sequence.PriorLogits(deter, head));
            var (loss, mean) = WorldModelLoss.BalancedKl(posterior, prior);
            losses.Add(loss);
            means.Add(mean);
        }

        var reward = zeros(1).sum();
        if (model.HasRewardHead)
        {
            var feature = model.Feature(new LatentState(stoch, deter, stoch)).detach();
            reward = (model.RewardHeadMean(feature) - batch.Rewards).square().mean();
        }

        return new DynamicsLoss(
            stack(losses).mean().MoveToOuterDisposeScope(), reward.MoveToOuterDisposeScope(), stack(means).mean().MoveToOuterDisposeScope());
    }
}
