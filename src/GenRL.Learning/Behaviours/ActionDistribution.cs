using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>Independent normal distribution of the actions (spec 5.2); neither squashed nor, unless asked for, truncated.</summary>
/// <param name="Mean">[.., A], in (-1, 1); the action taken in evaluation.</param>
/// <param name="Deviation">[.., A], standard deviation; in (0.1, 1) unless truncated.</param>
public sealed record ActionDistribution(Tensor Mean, Tensor Deviation)
{
    /// <summary>Smallest standard deviation.</summary>
    public const double SmallestDeviation = 0.1;

    /// <summary>Largest standard deviation.</summary>
    public const double LargestDeviation = 1.0;

    private const double DeviationShift = 2;
    private const double TruncatedRange = 2;
    private static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>Whether samples are kept within [-1, 1], with the gradient of the unbounded ones. Entropy and density stay those of the normal.</summary>
    public bool Truncated { get; init; }

    /// <summary>Builds the distribution from raw network outputs [.., A].</summary>
    public static ActionDistribution FromOutputs(Tensor mean, Tensor deviation) => new(
        mean.tanh(),
        SmallestDeviation + (LargestDeviation - SmallestDeviation) * (deviation + DeviationShift).sigmoid());

    /// <summary>The truncated normal of the explorer (spec 5.2, 8.2): deviation 0.1 + 2 sigmoid(raw / 2), samples within [-1, 1].</summary>
    public static ActionDistribution TruncatedFromOutputs(Tensor mean, Tensor deviation) => new(
        mean.tanh(),
        SmallestDeviation + TruncatedRange * (deviation / 2).sigmoid())
    {
        Truncated = true,
    };

    /// <summary>A reparameterised sample [.., A], unbounded unless <see cref="Truncated"/>.</summary>
    public Tensor Sample()
    {
        Tensor action = Mean + Deviation * RandomStream.Normal(Mean.shape, Mean.device);
        return Truncated ? ClipStraightThrough(action) : action;
    }

    /// <summary>Entropy in nats, summed over the action dimensions: [..].</summary>
    public Tensor Entropy() => (Deviation.log() + (0.5 + LogRootTwoPi)).sum(-1);

    /// <summary>Log-density of an action, summed over the action dimensions: [..].</summary>
    public Tensor LogProbability(Tensor action)
    {
        Tensor standard = (action - Mean) / Deviation;
        return (-0.5 * standard * standard - Deviation.log() - LogRootTwoPi).sum(-1);
    }

    /// <summary>Clips an action to [-1, 1] while passing its gradient through unchanged.</summary>
    public static Tensor ClipStraightThrough(Tensor action)
    {
        Tensor excess;
        using (no_grad())
        {
            Tensor plain = action.detach();
            excess = plain.clamp(-1, 1) - plain;
        }
        return action + excess;
    }
}
