namespace GenRL.Learning.Behaviours;

/// <summary>
/// Rewards per step after a set of start states, imagined and real; entry [start, k - 1, task] is the reward of the k-th step.
/// </summary>
/// <param name="ImaginedExecuted">Predicted rewards while imagining the recorded actions.</param>
/// <param name="RealExecuted">Recorded rewards.</param>
/// <param name="ImaginedPolicy">Predicted rewards while the policy acts in imagination.</param>
/// <param name="RealPolicy">Rewards of the simulator while the policy acts there from the same start states.</param>
public sealed record RewardTraces(double[,,] ImaginedExecuted, double[,,] RealExecuted, double[,,] ImaginedPolicy, double[,,] RealPolicy)
{
    /// <summary>Number of start states.</summary>
    public int Starts => RealExecuted.GetLength(0);

    /// <summary>Steps followed.</summary>
    public int Horizon => RealExecuted.GetLength(1);

    /// <summary>Number of tasks.</summary>
    public int Tasks => RealExecuted.GetLength(2);
}
