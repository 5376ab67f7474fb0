using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>Rewards of imagined trajectories.</summary>
/// <param name="Reward">[H+1, N], the reward of being in each state.</param>
/// <param name="Offsets">[N] integers, the time at which each row's target begins; null where nothing is aligned.</param>
public sealed record AlignedReward(Tensor Reward, Tensor? Offsets);
