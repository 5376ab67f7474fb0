namespace GenRL.Data;

/// <summary>
/// The compact form of an episode: joint-space poses instead of pixels, re-rendered on demand, and the rewards of every task.
/// Row t holds the pose at t, the action that led to it and the rewards of that step; row 0 is the reset with zeros.
/// </summary>
public sealed class PoseEpisode
{
    private readonly double[] _pose;
    private readonly float[] _action;
    private readonly float[] _rewards;

    /// <summary>Makes an episode of the given arrays, which it keeps without copying.</summary>
    /// <param name="details">Domain, subset, tasks, seed.</param>
    /// <param name="length">Rows L.</param>
    /// <param name="pose">[L, P].</param>
    /// <param name="action">[L, A], row 0 zero.</param>
    /// <param name="rewards">[L, tasks].</param>
    /// <exception cref="ArgumentException">Array lengths disagree.</exception>
    public PoseEpisode(PoseEpisodeDetails details, int length, double[] pose, float[] action, float[] rewards)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        if (pose.Length == 0 || pose.Length % length != 0 || action.Length == 0 || action.Length % length != 0)
        {
            throw new ArgumentException($"{pose.Length} pose and {action.Length} action values cannot be {length} rows.");
        }
        if (rewards.Length != length * details.Tasks.Count)
        {
            throw new ArgumentException($"{rewards.Length} rewards given for {length} rows of {details.Tasks.Count} tasks.");
        }
        Details = details;
        Length = length;
        _pose = pose;
        _action = action;
        _rewards = rewards;
    }

    /// <summary>Domain, subset, tasks, seed.</summary>
    public PoseEpisodeDetails Details { get; }

    /// <summary>Rows L, one more than the agent steps.</summary>
    public int Length { get; }

    /// <summary>Values of one pose (MuJoCo's nq).</summary>
    public int PoseSize => _pose.Length / Length;

    /// <summary>Action dimension A.</summary>
    public int ActionSize => _action.Length / Length;

    /// <summary>All poses, [L, P].</summary>
    public ReadOnlySpan<double> Poses => _pose;

    /// <summary>All actions, [L, A].</summary>
    public ReadOnlySpan<float> Action => _action;

    /// <summary>All rewards, [L, tasks], each summed over the action repeat.</summary>
    public ReadOnlySpan<float> Rewards => _rewards;

    /// <summary>The pose of a row, [P].</summary>
    public ReadOnlySpan<double> Pose(int row) => _pose.AsSpan(row * PoseSize, PoseSize);

    /// <summary>Sum of one task's rewards over the episode.</summary>
    public double Return(int task)
    {
        double sum = 0;
        for (int i = task; i < _rewards.Length; i += Details.Tasks.Count)
        {
            sum += _rewards[i];
        }
        return sum;
    }
}
