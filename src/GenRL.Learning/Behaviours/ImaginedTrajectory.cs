using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>States and actions of an imagined roll-out; entry 0 of the states is the detached start state .</summary>
/// <param name="Stoch">[H+1, N, K, V].</param>
/// <param name="Deter">[H+1, N, Dh].</param>
/// <param name="Feature">[H+1, N, K*V + Dh], differentiable with respect to the actions.</param>
/// <param name="Action">[H, N, A]; entry i leads from state i to state i+1, as the dynamics received it.</param>
/// <param name="Entropy">[H, N], entropy of the policy in states 0 .. H-1; null unless asked for.</param>
public sealed record ImaginedTrajectory(Tensor Stoch, Tensor Deter, Tensor Feature, Tensor Action, Tensor? Entropy);
