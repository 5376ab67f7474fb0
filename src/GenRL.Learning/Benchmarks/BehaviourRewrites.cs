using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Benchmarks;

/// <summary>Rewrites of the reward of a prompt and of its returns (spec 4.3, 5.4, 11.4).</summary>
internal static class BehaviourRewrites
{
    /// <summary>The target's features are kept for the whole run instead of computed in every step.</summary>
    public static Rewrite CachedTarget(WorldModelOptions sizes, BehaviourOptions options)
    {
        var (world, agent, target, features) = Parts(sizes, options);
        var alignment = new TemporalAlignment(options.AlignmentWindow, options.Alignment, options.AlignmentRange);
        IReadOnlyList<Tensor> Reward(Tensor targetFeatures)
            => Rewrite.WithGradients(alignment.Reward(world.RewardFeature(agent), targetFeatures, options.Similarity).Reward, agent);
        return new Rewrite("reward: target features cached", () => Reward(world.RewardFeature(target).detach()), () => Reward(features), world, agent, target, features);
    }

    /// <summary>Every pair of states is compared once; the released code maps and compares both sequences anew for every placement.</summary>
    public static Rewrite SimilarityTable(WorldModelOptions sizes, BehaviourOptions options)
    {
        var (world, agent, target, features) = Parts(sizes, options);
        var (window, length) = (options.AlignmentWindow, options.Horizon + 1);
        var placements = TemporalAlignment.Placements(length, window, options.AlignmentRange);
        return new Rewrite(
            "reward: similarities computed once",
            () =>
            {
                using var gradientsOff = no_grad();
                var scores = Enumerable.Range(0, placements).Select(start => SimilarityReward.Between(
                    world.RewardFeature(agent.narrow(0, start, window)), world.RewardFeature(target.narrow(0, 0, window)), options.Similarity).mean(new long[] { 0 }));
                return [stack(scores.ToList())];
            },
            () =>
            {
                using var gradientsOff = no_grad();
                var table = SimilarityReward.Table(world.RewardFeature(agent), features, options.Similarity);
                var scores = table.select(1, 0).narrow(0, 0, placements);
                for (var step = 1; step < window; step++)
                {
                    scores = scores + table.select(1, step).narrow(0, step, placements);
                }

                return [scores / window];
            },
            world, agent, target, features);
    }

    /// <summary>The recursion over time as one matrix product.</summary>
    public static Rewrite LambdaReturnsAtOnce(BehaviourOptions options)
    {
        var reward = Rewrite.Leaf(options.Horizon, options.Starts);
        var value = Rewrite.Leaf(options.Horizon, options.Starts);
        return new Rewrite(
            "returns: recursion as a product",
            () =>
            {
                var last = reward[options.Horizon - 1] + options.Discount * value[options.Horizon - 1];
                var returns = new List<Tensor> { last };
                for (var time = options.Horizon - 2; time >= 0; time--)
                {
                    last = reward[time] + options.Discount * ((1 - options.Lambda) * value[time] + options.Lambda * last);
                    returns.Add(last);
                }

                returns.Reverse();
                return Rewrite.WithGradients(stack(returns), reward, value);
            },
            () => Rewrite.WithGradients(LambdaReturns.Compute(reward, value, options.Discount, options.Lambda), reward, value),
            reward, value);
    }

    private static (WorldModel World, Tensor Agent, Tensor Target, Tensor Features) Parts(WorldModelOptions sizes, BehaviourOptions options)
    {
        var world = new WorldModel(sizes);
        var agent = Rewrite.Latents(options.Horizon + 1, options.Starts, sizes.Variables, sizes.Classes);
        var target = Rewrite.Latents(options.Horizon + 1, options.Starts, sizes.Variables, sizes.Classes);
        return (world, agent, target, world.RewardFeature(target).detach());
    }
}
