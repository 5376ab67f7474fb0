using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>The distributional state value (spec 5.1, 5.7); predicts 0 everywhere before it has learned.</summary>
public sealed class Critic : nn.Module
{
    private readonly DenseStack body;

    /// <param name="featureSize">K*V + Dh.</param>
    /// <param name="units">Width of the hidden layers.</param>
    /// <param name="layers">Number of hidden layers.</param>
    /// <param name="oneHotInputs">How many of the first features are one-hot latents; only makes it faster.</param>
    public Critic(long featureSize, long units, int layers, long oneHotInputs = 0)
        : base(nameof(Critic))
    {
        body = new DenseStack("body", featureSize, units, layers, TwoHot.Bins, zeroOutput: true, oneHotInputs: oneHotInputs);
        RegisterComponents();
    }

    /// <summary>Two-hot logits [.., 255] of features [.., K*V + Dh].</summary>
    public Tensor Logits(Tensor feature) => body.forward(feature);

    /// <summary>State values [..] of features [.., K*V + Dh].</summary>
    public Tensor Value(Tensor feature) => TwoHot.Mean(Logits(feature));
}
