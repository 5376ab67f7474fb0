using static TorchSharp.torch;

namespace GenRL.Learning.Networks;

/// <summary>
/// K categorical variables of V classes each, from raw logits [.., K, V], with 1 % of the uniform distribution mixed
/// in. The mixture is the distribution for sampling, mode, KL and entropy alike (spec 1.5, R-1.2).
/// </summary>
public static class OneHotCategorical
{
    /// <summary>Share of the uniform distribution in the mixture.</summary>
    public const double UniformShare = 0.01;

    /// <summary>Class probabilities after mixing, [.., K, V].</summary>
    public static Tensor Probabilities(Tensor logits) => FusedLayers.MixedSoftmax(logits, UniformShare);

    /// <summary>A one-hot sample whose gradient is that of the mixed probabilities (straight-through, R-1.3).</summary>
    public static Tensor Sample(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return SampleFrom(Probabilities(logits)).MoveToOuterDisposeScope();
    }

    /// <summary>A straight-through one-hot sample from probabilities that are already mixed, [.., K, V].</summary>
    public static Tensor SampleFrom(Tensor probabilities)
    {
        // inverse transform: one uniform number a variable is much cheaper than a multinomial call per row
        using var draw = RandomStream.Uniform(probabilities.shape[..^1], probabilities.device);
        return FusedLayers.OneHotSample(probabilities, draw);
    }

    /// <summary>The most likely class of each variable as a plain one-hot, without gradient .</summary>
    public static Tensor Mode(Tensor logits)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return nn.functional.one_hot(logits.argmax(-1), logits.shape[^1]).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Entropy in nats summed over the K variables, [..].</summary>
    public static Tensor Entropy(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var probabilities = Probabilities(logits);
        return (probabilities * probabilities.log()).sum(new long[] { -2, -1 }).neg().MoveToOuterDisposeScope();
    }

    /// <summary>KL(p || q) in nats, both mixed, summed over the K variables: [..].</summary>
    public static Tensor KullbackLeibler(Tensor logitsOfP, Tensor logitsOfQ)
    {
        using var scope = NewDisposeScope();
        return Divergence(Probabilities(logitsOfP), Probabilities(logitsOfQ)).MoveToOuterDisposeScope();
    }

    /// <summary>KL(p || q) of probabilities that are already mixed, [.., K, V] to [..].</summary>
    public static Tensor Divergence(Tensor p, Tensor q)
    {
        using var scope = NewDisposeScope();
        return (p * (p.log() - q.log())).sum(new long[] { -2, -1 }).MoveToOuterDisposeScope();
    }
}
