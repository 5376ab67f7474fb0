using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>Losses of one batch (spec 1.4, 1.8, 1.9); scalars except where stated.</summary>
/// <param name="Total">What is back-propagated.</param>
/// <param name="Image">Squared error summed over pixels, averaged over frames.</param>
/// <param name="KullbackLeibler">KL(posterior || prior) in nats per step.</param>
/// <param name="Reward">Mean squared error of the diagnostic reward head.</param>
public sealed record WorldModelLoss(Tensor Total, Tensor Image, Tensor KullbackLeibler, Tensor Reward)
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

    /// <summary>Squared error summed over the pixels of a frame, averaged over frames.</summary>
    public static Tensor ImageError(Tensor predicted, Tensor images)
    {
        using var scope = NewDisposeScope();
        return (predicted - images).square().sum().div(images.shape[0]).MoveToOuterDisposeScope();
    }
}
