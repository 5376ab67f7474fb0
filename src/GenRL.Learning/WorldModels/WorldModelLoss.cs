using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>The losses of a world model and their weights (spec 1.4, 1.8, 1.9).</summary>
public static class WorldModelLoss
{
    /// <summary>Weight of the KL in the total.</summary>
    public const double KlScale = 0.6;

    /// <summary>Share of the prior's side of the balanced KL.</summary>
    public const double KlBalance = 0.85;

    /// <summary>Nats per step below which the KL gives no gradient.</summary>
    public const double FreeNats = 1;

    /// <summary>
    /// 0.85 max(free, KL(sg(q) || p)) + 0.15 max(free, KL(q || sg(p))), averaged over elements (spec 1.8).
    /// </summary>
    /// <param name="posterior">Mixed probabilities q, [.., K, V].</param>
    /// <param name="prior">Mixed probabilities p, [.., K, V].</param>
    /// <param name="balance">Share of the first term.</param>
    /// <param name="freeNats">Free nats.</param>
    /// <returns>The balanced loss and the plain mean KL without gradient.</returns>
    public static (Tensor Loss, Tensor Mean) BalancedKl(Tensor posterior, Tensor prior, double balance = KlBalance, double freeNats = FreeNats)
    {
        using var scope = NewDisposeScope();
        var dynamics = OneHotCategorical.Divergence(posterior.detach(), prior);
        // both sides have the same value; a posterior that learns nothing needs it no second time
        var representation = posterior.requires_grad ? OneHotCategorical.Divergence(posterior, prior.detach()) : dynamics.detach();
        var loss = dynamics.clamp(min: freeNats).mean() * balance + representation.clamp(min: freeNats).mean() * (1 - balance);
        return (loss.MoveToOuterDisposeScope(), dynamics.detach().mean().MoveToOuterDisposeScope());
    }

    /// <summary>What is back-propagated: image + 0.6 KL + reward, all scalars (spec 1.8); no image in the cached phase.</summary>
    public static Tensor Total(DynamicsLoss dynamics, Tensor? image = null)
    {
        using var scope = NewDisposeScope();
        var total = dynamics.KullbackLeibler * KlScale + dynamics.Reward;
        return (image is null ? total : total + image).MoveToOuterDisposeScope();
    }

    /// <summary>Squared error summed over the pixels of a frame, averaged over frames.</summary>
    public static Tensor ImageError(Tensor predicted, Tensor images)
    {
        using var scope = NewDisposeScope();
        return (predicted - images).square().sum().div(images.shape[0]).MoveToOuterDisposeScope();
    }
}
