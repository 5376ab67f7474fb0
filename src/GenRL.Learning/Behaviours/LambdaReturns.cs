using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Returns with exponential weights over bootstrapping horizons (spec 5.4):
/// R_t = r_t + gamma ((1 - lambda) v_{t+1} + lambda R_{t+1}), the last one bootstrapped with the last value.
/// </summary>
public static class LambdaReturns
{
    /// <summary>Computes all returns of a batch of trajectories with one matrix product.</summary>
    /// <param name="reward">[H, N], r_0 .. r_{H-1}; r_t is the reward of being in state t.</param>
    /// <param name="nextValue">[H, N], v_1 .. v_H.</param>
    /// <param name="discount">gamma.</param>
    /// <param name="lambda">lambda.</param>
    /// <returns>[H, N], R_0 .. R_{H-1}.</returns>
    public static Tensor Compute(Tensor reward, Tensor nextValue, double discount, double lambda)
    {
        if (!reward.shape.SequenceEqual(nextValue.shape))
        {
            throw new ArgumentException(
                $"Rewards [{string.Join(", ", reward.shape)}] and next values [{string.Join(", ", nextValue.shape)}] differ in shape.",
                nameof(nextValue));
        }
        int horizon = checked((int)reward.shape[0]);
        (Tensor rewardWeight, Tensor valueWeight) = Weights(horizon, discount, lambda);
        return rewardWeight.to(reward.device).matmul(reward) + valueWeight.to(reward.device).matmul(nextValue);
    }

    /// <summary>The unrolled recursion: R = A r + B v with A[t, i] = (gamma lambda)^(i - t) for i >= t.</summary>
    private static (Tensor Reward, Tensor Value) Weights(int horizon, double discount, double lambda)
    {
        var reward = new float[horizon * horizon];
        var value = new float[horizon * horizon];
        for (int row = 0; row < horizon; row++)
        {
            double trace = 1;
            for (int column = row; column < horizon; column++, trace *= discount * lambda)
            {
                bool last = column == horizon - 1;
                reward[row * horizon + column] = (float)trace;
                value[row * horizon + column] = (float)(trace * discount * (last ? 1 : 1 - lambda));
            }
        }
        return (tensor(reward).reshape(horizon, horizon), tensor(value).reshape(horizon, horizon));
    }
}
