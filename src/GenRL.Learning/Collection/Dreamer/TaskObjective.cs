using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>The reward of a task as the world model's head predicts it; the world model learns it with everything else.</summary>
internal sealed class TaskObjective(RecurrentWorldModel model) : IDreamerObjective
{
    public IImaginedReward Reward { get; } = new TaskReward(feature => TwoHot.Mean(model.RewardLogits(feature)).unsqueeze(-1), 0);

    public void Update(Tensor feature, Tensor actions, Tensor embeddings, IDictionary<string, double> figures)
    {
    }

    public void Describe(TrainingState state)
    {
    }

    public void Dispose()
    {
    }
}
