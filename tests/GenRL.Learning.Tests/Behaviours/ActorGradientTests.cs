using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

/// <summary>Spec 13.5.9: what the actor's gradient is, in a linear world with fixed noise.</summary>
public class ActorGradientTests
{
    private const int Horizon = 6;
    private const int Stride = 7;

    [Fact]
    public void The_gradient_is_0_when_rewards_are_constants_and_values_are_constant()
    {
        using var scope = NewDisposeScope();
        using Actor actor = NewActor();
        using Critic critic = NewCritic(learned: false);
        Tensor loss = Loss(actor.Distribution, actor, critic, detachReward: true);
        Assert.All(Gradient(loss + ZeroTouching(actor), actor), entry => Assert.Equal(0, entry, 1e-12));
    }

    [Fact]
    public void The_gradient_is_the_derivative_of_the_mean_normalised_return_with_the_policys_input_held_fixed()
    {
        using var scope = NewDisposeScope();
        using Actor actor = NewActor();
        using Critic critic = NewCritic(learned: true);
        var read = new List<Tensor>();
        Tensor loss = Loss(
            feature =>
            {
                read.Add(feature.detach());
                return actor.Distribution(feature);
            },
            actor,
            critic);
        float[] gradient = Gradient(loss, actor);

        // what the policy reads is no path for the gradient, so the derivative is taken with what it read above
        int step = 0;
        float[] numeric = Differences(
            actor, () => Loss(_ => actor.Distribution(read[step++ % Horizon]), actor, critic).item<float>(), Stride);
        Assert.Contains(gradient, entry => Math.Abs(entry) > 1e-3);
        for (int i = 0; i < numeric.Length; i++)
        {
            Assert.Equal(numeric[i], gradient[i * Stride], 2e-4);
        }
    }

    [Fact]
    public void No_gradient_flows_through_what_the_policy_reads()
    {
        using var scope = NewDisposeScope();
        using Actor actor = NewActor();
        using Critic critic = NewCritic(learned: true);
        float[] plain = Gradient(Loss(actor.Distribution, actor, critic), actor);
        float[] detaching = Gradient(Loss(feature => actor.Distribution(feature.detach()), actor, critic), actor);
        Assert.Equal(detaching, plain);
    }

    [Fact]
    public void The_reward_of_the_start_state_and_the_last_reward_do_not_count_for_the_actor()
    {
        using var scope = NewDisposeScope();
        Tensor returns = tensor(new[] { 100f, 1f, 2f, 3f }).unsqueeze(1);
        Assert.Equal(-2, BehaviourTrainer.ActorLoss(returns, null, scale: 1, offset: 0, entropyScale: 0).item<float>(), 1e-6);
    }

    [Fact]
    public void Returns_are_shifted_and_scaled_and_entropy_is_added_one_state_earlier()
    {
        using var scope = NewDisposeScope();
        Tensor returns = tensor(new[] { 100f, 1f, 2f, 3f }).unsqueeze(1);
        Tensor entropy = tensor(new[] { 4f, 5f, 6f, 900f }).unsqueeze(1);
        Tensor loss = BehaviourTrainer.ActorLoss(returns, entropy, scale: 4, offset: 1, entropyScale: 0.1);
        Assert.Equal(-((2.0 - 1) / 4 + 0.1 * 5), loss.item<float>(), 1e-6);
    }

    [Fact]
    public void Every_state_counts_the_same_whatever_the_discount()
    {
        using var scope = NewDisposeScope();
        Tensor returns = ones(16, 3).requires_grad_(true);
        Tensor actorWeights = autograd.grad([BehaviourTrainer.ActorLoss(returns, null, 1, 0, 0)], [returns])[0];
        float[] expected = [.. Enumerable.Repeat(0f, 3), .. Enumerable.Repeat(-1f / 45, 45)];
        Toy.Near(expected.Select(x => (double)x).ToArray(), actorWeights, 1e-7);
    }

    private static Actor NewActor()
    {
        manual_seed(1);
        return new Actor(LinearWorld.Variables * LinearWorld.Classes + LinearWorld.Deter, LinearWorld.Actions, 8, 1);
    }

    private static Critic NewCritic(bool learned)
    {
        manual_seed(2);
        var critic = new Critic(LinearWorld.Variables * LinearWorld.Classes + LinearWorld.Deter, 8, 1);
        if (learned)
        {
            using var gradientsOff = no_grad();
            foreach (Parameter parameter in critic.parameters())
            {
                parameter.add_(randn_like(parameter) * 0.1);
            }
        }
        foreach (Parameter parameter in critic.parameters())
        {
            parameter.requires_grad = false;
        }
        return critic;
    }

    /// <summary>The actor's loss with noise and start states that are the same in every call.</summary>
    private static Tensor Loss(Func<Tensor, ActionDistribution> policy, Actor actor, Critic critic, bool detachReward = false)
    {
        var world = new LinearWorld();
        manual_seed(3);
        LatentState start = new Toy.RandomStarts().Next(5, actor);
        ImaginedTrajectory trajectory = new Imagination(world, Horizon, clipActions: false).Run(start, policy);
        Tensor reward = new Toy.FirstNumberReward().Of(trajectory).Reward.narrow(0, 0, Horizon);
        Tensor values = critic.Value(trajectory.Feature.narrow(0, 1, Horizon));
        Tensor returns = LambdaReturns.Compute(detachReward ? reward.detach() : reward, values, 0.9, 0.8);
        return BehaviourTrainer.ActorLoss(returns, null, scale: 1.7, offset: 0.2, entropyScale: 0);
    }

    /// <summary>Adds every parameter with weight zero, so that a gradient exists even where the loss does not depend on it.</summary>
    private static Tensor ZeroTouching(Actor actor) => stack(actor.parameters().Select(parameter => parameter.sum() * 0).ToList()).sum();

    private static float[] Gradient(Tensor loss, Actor actor) =>
        autograd.grad([loss], actor.parameters().ToList<Tensor>()).SelectMany(gradient => Toy.Floats(gradient!)).ToArray();

    /// <summary>Central differences of every <paramref name="stride"/>-th parameter.</summary>
    private static float[] Differences(Actor actor, Func<float> loss, int stride)
    {
        using var gradientsOff = no_grad();
        const float delta = 3e-3f;
        var result = new List<float>();
        int position = 0;
        foreach (Parameter parameter in actor.parameters())
        {
            Tensor flat = parameter.flatten();
            for (long i = 0; i < flat.shape[0]; i++, position++)
            {
                if (position % stride == 0)
                {
                    Tensor entry = flat.narrow(0, i, 1);
                    entry.add_(delta);
                    float above = loss();
                    entry.sub_(2 * delta);
                    float below = loss();
                    entry.add_(delta);
                    result.Add((above - below) / (2 * delta));
                }
            }
        }
        return [.. result];
    }
}
