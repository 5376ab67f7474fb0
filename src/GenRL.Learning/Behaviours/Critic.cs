using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// The state value, distributional (spec 5.1, 5.7) or, for the explorer of spec 8.2, one number learned by its squared error;
/// predicts 0 everywhere before it has learned.
/// </summary>
public sealed class Critic : nn.Module
{
    private readonly DenseStack body;
    private readonly bool squared;

    /// <param name="featureSize">K*V + Dh.</param>
    /// <param name="units">Width of the hidden layers.</param>
    /// <param name="layers">Number of hidden layers.</param>
    /// <param name="oneHotInputs">How many of the first features are one-hot latents; only makes it faster.</param>
    /// <param name="norm">Whether layers have a LayerNorm.</param>
    /// <param name="squared">Whether the value is one number with a squared error instead of a distribution.</param>
    public Critic(long featureSize, long units, int layers, long oneHotInputs = 0, bool norm = true, bool squared = false)
        : base(nameof(Critic))
    {
        this.squared = squared;
        body = new DenseStack("body", featureSize, units, layers, squared ? 1 : TwoHot.Bins, zeroOutput: true, oneHotInputs: oneHotInputs, norm: norm);
        RegisterComponents();
    }

    /// <summary>Two-hot logits [.., 255], or the value itself [.., 1], of features [.., K*V + Dh].</summary>
    public Tensor Logits(Tensor feature) => body.forward(feature);

    /// <summary>State values [..] of features [.., K*V + Dh].</summary>
    public Tensor Value(Tensor feature) => squared ? Logits(feature).squeeze(-1) : TwoHot.Mean(Logits(feature));

    /// <summary>How badly features [N, F] predict returns [N]: mean cross-entropy in nats, or half the mean squared error.</summary>
    public Tensor Loss(Tensor feature, Tensor returns) => squared
        ? (Logits(feature).squeeze(-1) - returns).square().mean() / 2
        : -TwoHot.LogProbability(Logits(feature), returns).mean();
}
