using GenRL.Learning.Checkpoints;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.Experts;

/// <summary>Twin-delayed actor-critic (TD3) of one task on batches of a shared replay.</summary>
public sealed class Td3Learner : IDisposable
{
    private readonly Td3LearnerOptions options;
    private readonly StateCritic[] critics;
    private readonly StateCritic[] targetCritics;
    private readonly StateActor targetActor;
    private readonly ModelOptimizer actorOptimizer;
    private readonly ModelOptimizer criticOptimizer;
    private int updates;

    /// <param name="options">Sizes and rates.</param>
    /// <param name="stateSize">Numbers in a state.</param>
    /// <param name="actionSize">Numbers in an action.</param>
    public Td3Learner(Td3LearnerOptions options, int stateSize, int actionSize)
    {
        this.options = options;
        Actor = new StateActor(stateSize, actionSize, options.Units);
        targetActor = new StateActor(stateSize, actionSize, options.Units);
        critics = [new StateCritic(stateSize, actionSize, options.Units), new StateCritic(stateSize, actionSize, options.Units)];
        targetCritics = [new StateCritic(stateSize, actionSize, options.Units), new StateCritic(stateSize, actionSize, options.Units)];
        TargetNetwork.Follow(targetActor, Actor, 1);
        TargetNetwork.Follow(targetCritics[0], critics[0], 1);
        TargetNetwork.Follow(targetCritics[1], critics[1], 1);
        actorOptimizer = new ModelOptimizer(Actor.parameters(), options.ActorRate, clip: 1e9, decay: 0);
        criticOptimizer = new ModelOptimizer(critics[0].parameters().Concat(critics[1].parameters()), options.CriticRate, clip: 1e9, decay: 0);
    }

    /// <summary>The policy.</summary>
    public StateActor Actor { get; }

    /// <summary>One update of the critics, and of the actor as often as the policy delay says.</summary>
    /// <param name="state">[N, state].</param>
    /// <param name="action">[N, A].</param>
    /// <param name="reward">[N].</param>
    /// <param name="nextState">[N, state].</param>
    /// <param name="discount">[N]: discounts of the next states' values; null for one step's. Rewards over several steps have less.</param>
    public void Update(Tensor state, Tensor action, Tensor reward, Tensor nextState, Tensor? discount = null)
    {
        using var scope = NewDisposeScope();
        var target = reward + (NextValue(nextState) * (discount ?? tensor((float)options.Discount)));
        var loss = critics.Select(critic => (critic.call(state, action) - target).square().mean()).Aggregate((left, right) => left + right);
        criticOptimizer.Step(loss);
        if (++updates % options.PolicyDelay == 0)
        {
            actorOptimizer.Step(critics[0].call(state, Actor.call(state)).mean().neg());
            TargetNetwork.Follow(targetActor, Actor, options.TargetRate);
            TargetNetwork.Follow(targetCritics[0], critics[0], options.TargetRate);
            TargetNetwork.Follow(targetCritics[1], critics[1], options.TargetRate);
        }
    }

    /// <summary>Adds everything an update depends on to what a checkpoint keeps.</summary>
    /// <param name="state">The checkpoint.</param>
    /// <param name="prefix">Begins the names, where a checkpoint keeps several learners.</param>
    public void Describe(TrainingState state, string prefix = "")
    {
        foreach (var (name, module) in Modules())
        {
            state.Add(prefix + name, module);
        }

        state.Add(prefix + "actor_optimizer", actorOptimizer);
        state.Add(prefix + "critic_optimizer", criticOptimizer);
        state.Add(prefix + "updates", () => updates, count => updates = (int)count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        actorOptimizer.Dispose();
        criticOptimizer.Dispose();
        foreach (var (_, module) in Modules())
        {
            module.Dispose();
        }
    }

    private IEnumerable<(string Name, nn.Module Module)> Modules() =>
    [
        ("actor", Actor), ("target_actor", targetActor),
        ("critic_0", critics[0]), ("critic_1", critics[1]), ("target_critic_0", targetCritics[0]), ("target_critic_1", targetCritics[1]),
    ];

    private Tensor NextValue(Tensor nextState)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var action = targetActor.call(nextState);
        var noise = (randn(action.shape, generator: RandomStream.Current) * options.TargetNoise).clamp(-options.TargetNoiseClip, options.TargetNoiseClip);
        action = (action + noise).clamp(-1, 1);
        return minimum(targetCritics[0].call(nextState, action), targetCritics[1].call(nextState, action)).MoveToOuterDisposeScope();
    }
}
