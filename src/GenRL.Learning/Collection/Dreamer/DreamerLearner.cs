using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>
/// One update after the other: world model, objective, then actor and critic in imagination from the states just inferred.
/// </summary>
public sealed class DreamerLearner : IDisposable
{
    private readonly RecurrentModelUpdate modelUpdate;
    private readonly IDreamerObjective objective;
    private readonly PosteriorStarts starts = new();
    private readonly BehaviourTrainer trainer;

    /// <param name="options">Sizes and rates.</param>
    /// <param name="actionSize">A.</param>
    public DreamerLearner(DreamerOptions options, int actionSize)
    {
        options = options.For(actionSize);
        (Model, objective) = SeededWeights.Make(options.Seed, () =>
        {
            var model = new RecurrentWorldModel(options.Sizes);
            return (model, options.EnsembleMembers > 0 ? new DisagreementObjective(options) : (IDreamerObjective)new TaskObjective(model));
        });
        modelUpdate = new RecurrentModelUpdate(Model, options);
        trainer = new BehaviourTrainer(options.Behaviour, Model, actionSize, objective.Reward, starts);
    }

    /// <summary>The world model.</summary>
    public RecurrentWorldModel Model { get; }

    /// <summary>The policy.</summary>
    public Actor Actor => trainer.Actor;

    /// <summary>One update on sequences of the replay.</summary>
    /// <param name="batch">Sequences with frames; the first reward column is the task's.</param>
    /// <returns>Losses and returns by name.</returns>
    /// <exception cref="ArithmeticException">Learning diverged.</exception>
    public Dictionary<string, double> Update(SequenceBatch batch)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, double> figures = [];
        var (embeddings, states) = modelUpdate.Step(batch, figures);
        objective.Update(Model.Feature(new LatentState(states.Stoch, states.Deter, states.Stoch)), batch.Actions, embeddings, figures);
        starts.Set(states);
        var behaviour = trainer.Step();
        figures["imagined_return"] = behaviour.Return;
        figures["imagined_reward"] = behaviour.MeanReward;
        return figures;
    }

    /// <summary>Adds everything an update depends on to what a checkpoint keeps.</summary>
    public void Describe(TrainingState state)
    {
        modelUpdate.Describe(state);
        objective.Describe(state);
        trainer.Describe(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trainer.Dispose();
        objective.Dispose();
        modelUpdate.Dispose();
        Model.Dispose();
    }
}
