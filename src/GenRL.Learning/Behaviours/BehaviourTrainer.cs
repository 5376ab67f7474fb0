using System.Text.Json;
using GenRL.Learning.Behaviours.Conditioned;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Distributed;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Learns one behaviour in imagination (paper section 3.3, spec 5): imagine, reward, return, one actor step, one critic step on the
/// same trajectories, slow copy. One trainer per prompt; actor, critic, optimisers and normaliser are its own.
/// </summary>
public sealed class BehaviourTrainer : IDisposable
{
    private readonly Ranks ranks;
    private readonly ModelOptimizer actorOptimizer;
    private readonly ModelOptimizer criticOptimizer;
    private readonly Generator noise = new();
    private IImaginedWorld world;
    private IImaginedReward reward;
    private IStartStates starts;
    private Imagination imagination;

    /// <param name="options">Sizes and rates.</param>
    /// <param name="world">Dynamics; stays owned by the caller, its parameters are not touched.</param>
    /// <param name="actionSize">A.</param>
    /// <param name="reward">What the behaviour is to achieve.</param>
    /// <param name="starts">Where imagination starts.</param>
    /// <param name="ranks">
    /// Processes that learn this behaviour together, each imagining from its own <see cref="BehaviourOptions.Starts"/> states of a
    /// common draw; null for this one alone.
    /// </param>
    public BehaviourTrainer(
        BehaviourOptions options, IImaginedWorld world, long actionSize, IImaginedReward reward, IStartStates starts, Ranks? ranks = null)
    {
        this.ranks = ranks ?? Ranks.Alone;
        Options = options.Validated();
        long featureSize = FeatureSize(world);
        long oneHotInputs = LatentSize(world);
        manual_seed(options.Seed);
        Actor = new Actor(featureSize, actionSize, options.Units, options.Layers, oneHotInputs, options.DenseNorm, options.TruncatedActions);
        Critic = NewCritic();
        SlowCritic = new SlowCritic(Critic, NewCritic(), options.SlowCriticInterval);
        actorOptimizer = Optimizer(Actor);
        criticOptimizer = Optimizer(Critic);
        (this.world, this.reward, this.starts, imagination) = (world, reward, starts, Dreams(world));

        Critic NewCritic() => new(featureSize, options.Units, options.Layers, oneHotInputs, options.DenseNorm, options.SquaredCritic);
    }

    /// <summary>The options this behaviour is learned with.</summary>
    public BehaviourOptions Options { get; }

    /// <summary>The policy.</summary>
    public Actor Actor { get; }

    /// <summary>The learning critic.</summary>
    public Critic Critic { get; }

    /// <summary>The critic the returns are made with.</summary>
    public SlowCritic SlowCritic { get; }

    /// <summary>The moving scale of the returns.</summary>
    public ReturnNormaliser Normaliser { get; } = new();

    /// <summary>Gradient steps taken.</summary>
    public long Steps { get; internal set; }

    /// <summary>
    /// Goes on with a refreshed world model, reward or source of start states; what was learned so far is kept as a warm start.
    /// </summary>
    /// <exception cref="ArgumentException">The new world has features of another size.</exception>
    public void ContinueWith(IImaginedWorld newWorld, IImaginedReward newReward, IStartStates newStarts)
    {
        long size = FeatureSize(newWorld);
        if (size != Actor.FeatureSize)
        {
            throw new ArgumentException(
                $"The policy reads features of {Actor.FeatureSize} numbers, the new world model has {size}.", nameof(newWorld));
        }
        (world, reward, starts, imagination) = (newWorld, newReward, newStarts, Dreams(newWorld));
    }

    /// <summary>Starts as a prompt-conditioned policy under one prompt, instead of from nothing.</summary>
    /// <param name="policy">Policy of the same width and depth.</param>
    /// <param name="aligned">[D], the aligned prompt, unit length.</param>
    /// <exception cref="ArgumentException">Width, depth or features differ.</exception>
    /// <exception cref="InvalidOperationException">Steps have been taken already.</exception>
    public void StartFrom(ConditionedPolicy policy, Tensor aligned)
    {
        if (Steps > 0)
        {
            throw new InvalidOperationException($"This behaviour has learned for {Steps} steps; another start would undo them.");
        }
        policy.Specialise(aligned, Actor, Critic);
        SlowCritic.Copy();
        TakeOver();
    }

    /// <summary>One gradient step of actor and critic.</summary>
    /// <exception cref="DivergenceException">Returns or gradients are no longer finite, which no further step can repair.</exception>
    public BehaviourMetrics Step()
    {
        using var scope = NewDisposeScope();
        // a stream of its own for every step lets a resumed run continue as if it had never stopped
        using IDisposable stream = RandomStream.Use(noise.manual_seed((Options.Seed * 1_000_003) + Steps));
        // the start states of all processes are drawn by each of them, so that they do not depend on how many there are
        LatentState start = ranks.Rows(starts.Next((long)Options.Starts * ranks.Size, Actor));
        using IDisposable ownNoise = ranks.SplitNoise();
        Rollout rollout;
        Tensor actorLoss;
        using (new FrozenParameters(world))
        {
            rollout = Imagine(start);
            RequireFinite(Number(ranks.Mean(rollout.Returns.mean())), "the mean return");
            if (Options.NormaliseReturns)
            {
                Normaliser.Update(ranks.GatherRows(rollout.Returns));
            }
            actorLoss = ActorLoss(rollout.Returns, rollout.Trajectory.Entropy, Normaliser.Scale, Normaliser.Low, Options.EntropyScale);
        }
        double actorGradient = actorOptimizer.Step(actorLoss);
        RequireFinite(actorGradient, "the actor's gradient");
        Tensor criticLoss = CriticLoss(Critic, rollout.Trajectory.Feature.narrow(0, 0, Options.Horizon), rollout.Returns);
        double criticGradient = criticOptimizer.Step(criticLoss);
        RequireFinite(criticGradient, "the critic's gradient");
        SlowCritic.AfterUpdate();
        Steps++;
        return Metrics(rollout, actorLoss, criticLoss, actorGradient, criticGradient).Over(ranks);
    }

    /// <summary>
    /// The actor's loss (spec 5.6): minus the normalised returns of the states that actions lead to, t = 1 .. H-1, minus eta times the
    /// entropy of the policy one state earlier. Weights are all one.
    /// </summary>
    /// <param name="returns">[H, N], differentiable with respect to the actions.</param>
    /// <param name="entropy">[H, N] of states 0 .. H-1; null when eta is 0.</param>
    /// <param name="scale">What returns are divided by.</param>
    /// <param name="offset">What is subtracted from them first; does not change gradients.</param>
    /// <param name="entropyScale">eta.</param>
    public static Tensor ActorLoss(Tensor returns, Tensor? entropy, double scale, double offset, double entropyScale)
    {
        long counted = returns.shape[0] - 1;
        Tensor objective = (returns.narrow(0, 1, counted) - offset) / scale;
        if (entropy is not null && entropyScale > 0)
        {
            objective = objective + entropyScale * entropy.narrow(0, 0, counted);
        }
        return -objective.mean();
    }

    /// <summary>The critic's loss (spec 5.6), in one call for all times.</summary>
    /// <param name="critic">The learning critic.</param>
    /// <param name="feature">[H, N, K*V + Dh]; treated as constants.</param>
    /// <param name="returns">[H, N]; treated as constants.</param>
    public static Tensor CriticLoss(Critic critic, Tensor feature, Tensor returns) =>
        critic.Loss(feature.detach().flatten(0, 1), returns.detach().flatten());

    /// <summary>Adds everything a step depends on to what a checkpoint keeps.</summary>
    public void Describe(TrainingState state)
    {
        state.Add("actor", Actor);
        state.Add("critic", Critic);
        state.Add("slow_critic", SlowCritic.Network);
        state.Add("actor_optimizer", actorOptimizer);
        state.Add("critic_optimizer", criticOptimizer);
        state.Add("behaviour_steps", () => Steps, value => Steps = (long)value);
        state.Add("slow_critic_updates", () => SlowCritic.Updates, value => SlowCritic.Updates = (long)value);
        state.Add("return_low", () => Normaliser.Low, value => Normaliser.Restore(value, Normaliser.High));
        state.Add("return_high", () => Normaliser.High, value => Normaliser.Restore(Normaliser.Low, value));
    }

    /// <summary>The optimisers' moments by name.</summary>
    internal IEnumerable<(string Name, byte[] State)> OptimizerStates() =>
        [("actor_optimizer", actorOptimizer.SaveState()), ("critic_optimizer", criticOptimizer.SaveState())];

    /// <summary>Restores the optimisers' moments.</summary>
    /// <param name="state">Finds a state by its name.</param>
    internal void RestoreOptimizers(Func<string, byte[]> state)
    {
        actorOptimizer.LoadState(state("actor_optimizer"));
        criticOptimizer.LoadState(state("critic_optimizer"));
    }

    /// <summary>Takes over the networks, moments, scale and step of the first of the processes that learn together.</summary>
    internal void TakeOver()
    {
        if (ranks.Size == 1)
        {
            return;
        }
        ranks.RequireAgreement("the options of the behaviour", JsonSerializer.Serialize(Options));
        ranks.Broadcast(new nn.Module[] { Actor, Critic, SlowCritic.Network }.SelectMany(network => network.parameters()));
        RestoreOptimizers(name => ranks.Broadcast(OptimizerStates().Single(state => state.Name == name).State));
        string position = ranks.Broadcast(JsonSerializer.Serialize(new[] { Normaliser.Low, Normaliser.High, Steps, SlowCritic.Updates }));
        double[] values = JsonSerializer.Deserialize<double[]>(position)!;
        Normaliser.Restore(values[0], values[1]);
        (Steps, SlowCritic.Updates) = ((long)values[2], (long)values[3]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        noise.Dispose();
        actorOptimizer.Dispose();
        criticOptimizer.Dispose();
        SlowCritic.Dispose();
        Critic.Dispose();
        Actor.Dispose();
    }

    private Rollout Imagine(LatentState start)
    {
        int horizon = Options.Horizon;
        ImaginedTrajectory trajectory = imagination.Run(start, Actor.Distribution, withEntropy: Options.EntropyScale > 0);
        AlignedReward aligned = reward.Of(trajectory);
        // the last reward is used by no return
        Tensor counted = aligned.Reward.narrow(0, 0, horizon);
        Tensor? disagreement = null;
        if (Options.DisagreementWeight > 0)
        {
            disagreement = world.PriorDisagreement(trajectory.Deter.narrow(0, 0, horizon));
            counted = counted - Options.DisagreementWeight * disagreement;
        }
        Tensor nextValue = SlowCritic.Network.Value(trajectory.Feature.narrow(0, 1, horizon));
        Tensor returns = LambdaReturns.Compute(counted, nextValue, Options.Discount, Options.Lambda);
        return new Rollout(trajectory, aligned, disagreement, nextValue, returns);
    }

    private BehaviourMetrics Metrics(
        Rollout rollout, Tensor actorLoss, Tensor criticLoss, double actorGradient, double criticGradient)
    {
        using var gradientsOff = no_grad();
        Tensor rewards = rollout.Aligned.Reward.detach();
        return new BehaviourMetrics(
            Steps,
            Number(actorLoss),
            Number(criticLoss),
            Number(rollout.Returns.mean()),
            Number(rewards.select(0, 0).mean()),
            Number(rewards.narrow(0, 1, Options.Horizon).mean()),
            Number(rewards.select(0, Options.Horizon).mean()),
            rollout.Disagreement is null ? 0 : Number(rollout.Disagreement.mean()),
            Number(rollout.NextValue.mean()),
            Normaliser.Scale,
            rollout.Aligned.Offsets is null ? 0 : Number(rollout.Aligned.Offsets.to_type(ScalarType.Float32).mean()),
            Number(rollout.Trajectory.Action.abs().mean()),
            actorGradient,
            criticGradient);
    }

    private void RequireFinite(double value, string what)
    {
        if (!double.IsFinite(value))
        {
            throw new DivergenceException(
                $"Behaviour learning diverged in step {Steps + 1}: {what} is {value}. "
                + $"Lower the learning rate ({Options.LearningRate}) and continue from an earlier checkpoint.");
        }
    }

    private static double Number(Tensor scalar) => scalar.detach().cpu().item<float>();

    private static long FeatureSize(IImaginedWorld world)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        return world.Feature(world.Initial(1)).shape[^1];
    }

    // features begin with the flattened one-hot latent
    private static long LatentSize(IImaginedWorld world)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        return world.Initial(1).Stoch.numel();
    }

    private Imagination Dreams(IImaginedWorld dynamics) => new(dynamics, Options.Horizon, Options.ClipActions);

    private ModelOptimizer Optimizer(nn.Module module) =>
        new(module.parameters(), Options.LearningRate, Options.AdamEpsilon, Options.GradientClip, Options.WeightDecay, ranks);

    private sealed record Rollout(
        ImaginedTrajectory Trajectory, AlignedReward Aligned, Tensor? Disagreement, Tensor NextValue, Tensor Returns);
}
