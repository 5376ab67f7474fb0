using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// The true reward of one task as the world model's diagnostic head predicts it. It shows what a behaviour could reach if the
/// prompt were understood perfectly; no behaviour that is shipped learns from it.
/// </summary>
/// <param name="rewardHead">Features [.., K*V + Dh] to rewards [.., tasks].</param>
/// <param name="task">Index of the task.</param>
public sealed class TaskReward(Func<Tensor, Tensor> rewardHead, int task) : IImaginedReward
{
    /// <inheritdoc/>
    public AlignedReward Of(ImaginedTrajectory trajectory) => new(rewardHead(trajectory.Feature).select(-1, task), null);
}
