using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// What behaviour learning needs of a world model: dynamics that can be stepped with actions alone, and the feature
/// spaces in which the policy reads states and prompts are rewarded. Everything is differentiable with respect to its inputs.
/// </summary>
public interface IImaginedWorld
{
    /// <summary>The module whose parameters imagination passes through, or null where there are none to freeze.</summary>
    nn.Module? Module => this as nn.Module;

    /// <summary>The all-zero state of <paramref name="batch"/> rows.</summary>
    LatentState Initial(long batch);

    /// <summary>One step: the recurrent update followed by a straight-through sample of the prior.</summary>
    /// <param name="previous">States [N, ..].</param>
    /// <param name="action">[N, A], the action that leads to the returned state .</param>
    LatentState Imagine(LatentState previous, Tensor action);

    /// <summary>What actor and critic read: concat(flatten(stoch), deter), [.., K*V + Dh].</summary>
    Tensor Feature(LatentState state);

    /// <summary>The map g of in whose range prompts are compared: [.., K, V] to [.., F].</summary>
    Tensor RewardFeature(Tensor stoch);

    /// <summary>How much an ensemble of prior heads disagrees about the latent that follows from a recurrent state: [.., Dh] to [..].</summary>
    Tensor PriorDisagreement(Tensor deter);
}
