namespace GenRL.Prompting.Confidence;

/// <summary>
/// Turns the parts into one figure in [0, 1]: a logistic curve over their weighted sum. It estimates the probability that a sentence
/// comes from the sensible half of the calibration sentences rather than from the nonsense; it does not promise that the robot
/// performs the task well, which only the behaviour's score says.
/// </summary>
public sealed record ConfidenceScale
{
    /// <summary>Below this a prompt is refused.</summary>
    public double RefuseBelow { get; init; } = 0.15;

    /// <summary>Below this a prompt is accepted with a warning.</summary>
    public double WarnBelow { get; init; } = 0.5;

    /// <summary>Constant of the weighted sum. Without calibration: confidence a half where <see cref="ConfidenceParts.Seen"/> is 0.3.</summary>
    public double Bias { get; init; } = -3.6;

    /// <summary>Weights of the parts, in the order of <see cref="ConfidenceParts"/>.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [12, 0, 0, 0, 0];

    /// <summary>Probability that a sensible sentence of the calibration ranks above a nonsensical one that it was not fitted to; null without calibration.</summary>
    public double? Auroc { get; init; }

    /// <summary>Confidence in [0, 1].</summary>
    public double Of(ConfidenceParts parts) => Squash(Sum(parts));

    /// <summary>What follows from a confidence.</summary>
    public Verdict Judge(double confidence) =>
        confidence < RefuseBelow ? Verdict.Refused : confidence < WarnBelow ? Verdict.Doubtful : Verdict.Accepted;

    internal static double Squash(double sum) => 1 / (1 + Math.Exp(-sum));

    internal double Sum(ConfidenceParts parts) => Bias + parts.ToArray().Zip(Weights, (part, weight) => part * weight).Sum();
}
