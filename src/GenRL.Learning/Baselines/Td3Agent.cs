using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>
/// Twin-delayed actor-critic from pixels (spec 7.2, 7.3), alone (TD3) or with a term that keeps the policy near the data's actions (TD3+BC).
/// </summary>
public sealed class Td3Agent : PixelAgent
{
    private readonly bool cloning;
    private readonly PixelActor targetActor;

    /// <param name="options">Sizes and rates.</param>
    /// <param name="transitions">The data; stays owned by the caller.</param>
    /// <param name="actionSize">A.</param>
    /// <param name="seed">Seed of first weights and noise.</param>
    /// <param name="cloning">TD3+BC instead of TD3.</param>
    public Td3Agent(PixelAgentOptions options, OfflineTransitions transitions, int actionSize, long seed, bool cloning)
        : base(options, transitions, actionSize, seed, stochastic: false)
    {
        this.cloning = cloning;
        targetActor = new PixelActor(Encoder.OutputSize, actionSize, options, stochastic: false);
        TargetNetwork.Follow(targetActor, Actor, 1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, nn.Module Module)> Modules => [.. base.Modules, ("target_actor", targetActor)];

    /// <summary>Target policy smoothing: the action with clipped noise, clipped to what can be executed.</summary>
    /// <param name="mean">[N, A].</param>
    /// <param name="noise">[N, A].</param>
    /// <param name="clip">Largest noise.</param>
    public static Tensor Smoothed(Tensor mean, Tensor noise, double clip) => (mean + noise.clamp(-clip, clip)).clamp(-1, 1);

    /// <summary>
    /// TD3+BC's loss: - lambda mean(Q) + mean((pi - a)^2) with lambda = weight / mean |Q| as a constant.
    /// </summary>
    /// <param name="value">Q of the policy's actions, [N].</param>
    /// <param name="action">The policy's actions, [N, A].</param>
    /// <param name="recorded">The data's, [N, A].</param>
    /// <param name="weight">2.5 in the literature.</param>
    public static Tensor CloningLoss(Tensor value, Tensor action, Tensor recorded, double weight)
    {
        var scale = weight / value.detach().abs().mean().clamp(min: 1e-6);
        return (scale * -value.mean()) + (action - recorded).square().mean();
    }

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, double> Update(EncodedBatch batch)
    {
        var target = Target(batch);
        var figures = new Dictionary<string, double> { ["value"] = target.mean().item<float>(), ["critic_loss"] = UpdateCritics(batch, target) };
        if ((Steps + 1) % Options.PolicyDelay == 0)
        {
            figures["actor_loss"] = UpdateActor(ActorLoss(batch));
            TargetNetwork.Follow(targetActor, Actor, Options.TargetRate);
            TargetNetwork.Follow(TargetCritic, Critic, Options.TargetRate);
        }

        return figures;
    }

    /// <summary>The actor's loss on a batch; the encoded pictures are constants.</summary>
    internal Tensor ActorLoss(EncodedBatch batch)
    {
        var features = batch.Features.detach();
        var action = Actor.Mean(features);
        var value = Critic.Values(features, action).First;
        return cloning ? CloningLoss(value, action, batch.Action, Options.ValueWeight) : -value.mean();
    }

    private Tensor Target(EncodedBatch batch)
    {
        using var frozen = no_grad();
        var mean = targetActor.Mean(batch.NextFeatures);
        var action = Smoothed(mean, randn(mean.shape, generator: RandomStream.Current) * Options.TargetNoise, Options.TargetNoiseClip);
        return batch.Reward + (Options.Discount * TargetCritic.Smaller(batch.NextFeatures, action));
    }
}
