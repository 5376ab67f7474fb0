using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>Recorded transitions.</summary>
/// <param name="Frames">What was seen, uint8 [N, 3 * stack, 64, 64], oldest frame first.</param>
/// <param name="Action">What was done then, [N, A].</param>
/// <param name="Reward">Reward of where it led, [N].</param>
/// <param name="NextFrames">What was seen there, uint8 [N, 3 * stack, 64, 64].</param>
public sealed record TransitionBatch(Tensor Frames, Tensor Action, Tensor Reward, Tensor NextFrames);
