using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>The moving mean of absolute rewards that intrinsic rewards are divided by (spec 8.2); starts at 1.</summary>
/// <param name="momentum">Share of the old mean in an update.</param>
public sealed class MagnitudeNormaliser(double momentum = 0.95)
{
    private const double Smallest = 1e-8;

    /// <summary>The moving mean.</summary>
    public double Mean { get; set; } = 1;

    /// <summary>What rewards are divided by.</summary>
    public double Divisor => Mean + Smallest;

    /// <summary>Takes in rewards of any shape.</summary>
    public void Update(Tensor rewards)
    {
        using var scope = NewDisposeScope();
        Mean = momentum * Mean + (1 - momentum) * rewards.detach().abs().mean().item<float>();
    }
}
