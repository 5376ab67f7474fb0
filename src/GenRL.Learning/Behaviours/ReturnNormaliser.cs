using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Moving 5 % and 95 % quantiles of the returns (spec 5.5); starts at (0, 0) without bias correction, and never scales returns up.
/// </summary>
public sealed class ReturnNormaliser
{
    private const double Decay = 0.99;
    private const double LowQuantile = 0.05;
    private const double HighQuantile = 0.95;

    /// <summary>Moving 5 % quantile; the offset that is subtracted from returns.</summary>
    public double Low { get; private set; }

    /// <summary>Moving 95 % quantile.</summary>
    public double High { get; private set; }

    /// <summary>What returns are divided by, at least 1.</summary>
    public double Scale => Math.Max(1, High - Low);

    /// <summary>Takes in all returns of one gradient step, of any shape.</summary>
    public void Update(Tensor returns)
    {
        using Tensor flat = returns.detach().cpu().to_type(ScalarType.Float32).contiguous();
        float[] values = flat.data<float>().ToArray();
        Array.Sort(values);
        Low = Decay * Low + (1 - Decay) * Quantile(values, LowQuantile);
        High = Decay * High + (1 - Decay) * Quantile(values, HighQuantile);
    }

    /// <summary>Continues from stored quantiles.</summary>
    public void Restore(double low, double high) => (Low, High) = (low, high);

    private static double Quantile(float[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)Math.Floor(position);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - (double)sorted[below]);
    }
}
