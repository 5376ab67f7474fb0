using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// A scalar as a distribution over 255 equally spaced bins of symlog space from -20 to 20 (spec 5.7).
/// The mean is symexp of the expected bin, not the expectation of symexp.
/// </summary>
public static class TwoHot
{
    /// <summary>Number of bins.</summary>
    public const int Bins = 255;

    /// <summary>The last bin in symlog space; the first is its negative.</summary>
    public const double Limit = 20;

    /// <summary>Distance of neighbouring bins in symlog space, 40/254.</summary>
    public const double Spacing = 2 * Limit / (Bins - 1);

    private const int Centre = (Bins - 1) / 2;

    /// <summary>sign(x) ln(1 + |x|).</summary>
    public static Tensor SymmetricLog(Tensor value) => value.sign() * value.abs().log1p();

    /// <summary>sign(x) (exp |x| - 1).</summary>
    public static Tensor SymmetricExponential(Tensor value) => value.sign() * value.abs().expm1();

    /// <summary>The two-hot weights of values [..]: [.., 255].</summary>
    public static Tensor Encode(Tensor value)
    {
        (Tensor below, Tensor above, Tensor share) = Neighbours(value);
        Tensor bins = arange(Bins, dtype: ScalarType.Int64, device: value.device);
        Tensor lower = below.eq(bins).to_type(value.dtype) * (1 - share);
        return lower + above.eq(bins).to_type(value.dtype) * share;
    }

    /// <summary>Log-probability of values [..] under logits [.., 255]; differentiable with respect to the logits only.</summary>
    public static Tensor LogProbability(Tensor logits, Tensor value)
    {
        (Tensor below, Tensor above, Tensor share) = Neighbours(value);
        Tensor logProbability = logits.log_softmax(-1);
        Tensor both = logProbability.gather(-1, below) * (1 - share) + logProbability.gather(-1, above) * share;
        return both.squeeze(-1);
    }

    /// <summary>The mean of the distribution with logits [.., 255]: [..].</summary>
    public static Tensor Mean(Tensor logits) => MeanOfProbabilities(logits.softmax(-1));

    /// <summary>The mean of the distribution with probabilities [.., 255]: [..].</summary>
    public static Tensor MeanOfProbabilities(Tensor probabilities)
    {
        Tensor bins = (arange(Bins, dtype: probabilities.dtype, device: probabilities.device) - Centre) * Spacing;
        return SymmetricExponential(probabilities.matmul(bins));
    }

    /// <summary>The bins on both sides of a value and the share of the upper one, each [.., 1], without gradient.</summary>
    private static (Tensor Below, Tensor Above, Tensor Share) Neighbours(Tensor value)
    {
        using var gradientsOff = no_grad();
        Tensor position = (SymmetricLog(value.detach()).unsqueeze(-1) / Spacing + Centre).clamp(0, Bins - 1);
        Tensor below = position.floor();
        Tensor index = below.to_type(ScalarType.Int64);
        return (index, (index + 1).clamp_max(Bins - 1), position - below);
    }
}
