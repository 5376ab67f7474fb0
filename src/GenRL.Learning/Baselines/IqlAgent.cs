using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>
/// Implicit Q-learning from pixels (spec 7.2, 7.3): the state value is an expectile of the data's action values, so that no action outside
/// the data is ever judged; the policy imitates the data's actions, weighted by their advantage.
/// </summary>
public sealed class IqlAgent : PixelAgent
{
    private readonly StateValue value;
    private readonly ModelOptimizer valueOptimizer;

    /// <param name="options">Sizes and rates.</param>
    /// <param name="transitions">The data; stays owned by the caller.</param>
    /// <param name="actionSize">A.</param>
    /// <param name="seed">Seed of first weights.</param>
    public IqlAgent(PixelAgentOptions options, OfflineTransitions transitions, int actionSize, long seed)
        : base(options, transitions, actionSize, seed, stochastic: true)
    {
        value = new StateValue(Encoder.OutputSize, options);
        valueOptimizer = Optimizer(value.parameters());
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, nn.Module Module)> Modules => [.. base.Modules, ("value", value)];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, ModelOptimizer Optimizer)> Optimizers => [.. base.Optimizers, ("value", valueOptimizer)];

    /// <summary>The expectile loss: mean of |expectile - [u &lt; 0]| u^2.</summary>
    /// <param name="difference">u = Q - V, [N].</param>
    /// <param name="expectile">In (0, 1).</param>
    public static Tensor ExpectileLoss(Tensor difference, double expectile)
    {
        var negative = difference.detach().lt(0).to(ScalarType.Float32);
        var weight = expectile + (negative * (1 - (2 * expectile)));
        return (weight * difference.square()).mean();
    }

    /// <summary>Weights of the data's actions: min(exp(temperature * advantage), largest), [N].</summary>
    public static Tensor AdvantageWeights(Tensor advantage, double temperature, double largest) => (advantage * temperature).exp().clamp(max: largest);

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, double> Update(EncodedBatch batch)
    {
        var valueLoss = UpdateValue(batch);
        var actorLoss = UpdateActor(ActorLoss(batch));
        Tensor target;
        using (no_grad())
        {
            target = batch.Reward + (Options.Discount * value.call(batch.NextFeatures));
        }

        var criticLoss = UpdateCritics(batch, target);
        TargetNetwork.Follow(TargetCritic, Critic, Options.TargetRate);
        return new Dictionary<string, double>
        {
            ["value"] = target.mean().item<float>(),
            ["critic_loss"] = criticLoss,
            ["actor_loss"] = actorLoss,
            ["value_loss"] = valueLoss,
        };
    }

    /// <summary>The state value's step.</summary>
    /// <returns>The loss.</returns>
    internal double UpdateValue(EncodedBatch batch)
    {
        var loss = ExpectileLoss(ActionValue(batch) - value.call(batch.Features.detach()), Options.Expectile);
        valueOptimizer.Step(loss);
        return loss.detach().item<float>();
    }

    /// <summary>The actor's loss on a batch; the encoded pictures and the advantages are constants.</summary>
    internal Tensor ActorLoss(EncodedBatch batch)
    {
        var features = batch.Features.detach();
        Tensor weights;
        using (no_grad())
        {
            weights = AdvantageWeights(ActionValue(batch) - value.call(features), Options.Temperature, Options.LargestWeight);
        }

        return -(weights * Actor.Distribution(features).LogProbability(batch.Action)).mean();
    }

    private Tensor ActionValue(EncodedBatch batch)
    {
        using var frozen = no_grad();
        return TargetCritic.Smaller(batch.Features, batch.Action);
    }
}
