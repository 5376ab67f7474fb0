using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>Rolls a policy out in a world model (spec 5.3).</summary>
/// <param name="world">The dynamics.</param>
/// <param name="horizon">Transitions H.</param>
/// <param name="clipActions">Clip actions to [-1, 1] with a straight-through gradient, as data and robots do.</param>
public sealed class Imagination(IImaginedWorld world, int horizon, bool clipActions)
{
    /// <summary>
    /// Imagines H transitions from the start states. Gradients reach earlier actions through the dynamics, never through the
    /// features the policy reads.
    /// </summary>
    /// <param name="start">N states; treated as constants.</param>
    /// <param name="policy">Features [N, F] to a distribution of actions.</param>
    /// <param name="withEntropy">Keep the policy's entropy.</param>
    public ImaginedTrajectory Run(LatentState start, Func<Tensor, ActionDistribution> policy, bool withEntropy = false)
    {
        LatentState state = new(start.Stoch.detach(), start.Deter.detach(), start.Logit.detach());
        var features = new List<Tensor> { world.Feature(state) };
        var stoch = new List<Tensor> { state.Stoch };
        var deter = new List<Tensor> { state.Deter };
        var actions = new List<Tensor>();
        var entropies = new List<Tensor>();
        for (int step = 0; step < horizon; step++)
        {
            ActionDistribution distribution = policy(features[step].detach());
            Tensor action = distribution.Sample();
            action = clipActions ? ActionDistribution.ClipStraightThrough(action) : action;
            state = world.Imagine(state, action);
            features.Add(world.Feature(state));
            stoch.Add(state.Stoch);
            deter.Add(state.Deter);
            actions.Add(action);
            if (withEntropy)
            {
                entropies.Add(distribution.Entropy());
            }
        }
        return new ImaginedTrajectory(
            stack(stoch), stack(deter), stack(features), stack(actions), withEntropy ? stack(entropies) : null);
    }
}
