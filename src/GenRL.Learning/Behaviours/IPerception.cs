using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>Turns what a camera sees into world-model states, one step at a time.</summary>
public interface IPerception
{
    /// <summary>The state before anything was seen.</summary>
    LatentState Initial(long batch);

    /// <summary>The state after acting and seeing the outcome, with a sampled posterior.</summary>
    /// <param name="previous">States [N, ..].</param>
    /// <param name="action">[N, A], the action that led to the frames; zero before the first frame.</param>
    /// <param name="frames">uint8 [N, 3, 64, 64].</param>
    LatentState Observe(LatentState previous, Tensor action, Tensor frames);
}
