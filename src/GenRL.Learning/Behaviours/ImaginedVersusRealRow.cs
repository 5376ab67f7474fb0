namespace GenRL.Learning.Behaviours;

/// <summary>Mean rewards of one task k steps after the start states.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Steps">k.</param>
/// <param name="ImaginedExecuted">Predicted, recorded actions.</param>
/// <param name="RealExecuted">Recorded.</param>
/// <param name="CorrelationExecuted">Correlation of the two over start states; null where one of them does not vary.</param>
/// <param name="ImaginedPolicy">Predicted, policy acting in imagination.</param>
/// <param name="RealPolicy">Simulator, policy acting there.</param>
/// <param name="CorrelationPolicy">Correlation of the two over start states; null where one of them does not vary.</param>
public sealed record ImaginedVersusRealRow(
    string Task,
    int Steps,
    double ImaginedExecuted,
    double RealExecuted,
    double? CorrelationExecuted,
    double ImaginedPolicy,
    double RealPolicy,
    double? CorrelationPolicy)
{
    /// <summary>How much better the policy fares in imagination than in reality.</summary>
    public double Exploitation => ImaginedPolicy - RealPolicy;
}
