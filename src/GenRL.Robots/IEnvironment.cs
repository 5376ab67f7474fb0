namespace GenRL.Robots;

/// <summary>
/// A robot world that can be stepped, seen and judged. One agent step repeats the action
/// <see cref="RobotDescription.ActionRepeat"/> times and sums the rewards. Bound to the thread that made it (rendering).
/// </summary>
public interface IEnvironment : IDisposable
{
    /// <summary>The robot in this world.</summary>
    RobotDescription Robot { get; }

    /// <summary>Names of the tasks that every step is judged by, in the order of the rewards.</summary>
    IReadOnlyList<string> Tasks { get; }

    /// <summary>Agent steps of a full episode (500 for the locomotion domains).</summary>
    int EpisodeSteps { get; }

    /// <summary>Length of the state observation of <see cref="ReadState"/>.</summary>
    int StateSize { get; }

    /// <summary>Length of the joint-space pose of <see cref="ReadPose"/> (MuJoCo's qpos).</summary>
    int PoseSize { get; }

    /// <summary>Puts the robot into a random start state drawn from <paramref name="seed"/>.</summary>
    void Reset(ulong seed);

    /// <summary>Puts the robot into a given pose at rest.</summary>
    void ResetTo(ReadOnlySpan<double> pose);

    /// <summary>Advances one agent step.</summary>
    /// <param name="action">[A], each in [-1, 1]; values outside are clipped.</param>
    /// <param name="rewards">[Tasks.Count], receives each task's reward summed over the action repeat, 0..ActionRepeat.</param>
    /// <exception cref="ArgumentException">An action is NaN or infinite, or a length is wrong.</exception>
    /// <exception cref="InvalidOperationException">The simulation diverged.</exception>
    void Step(ReadOnlySpan<float> action, Span<double> rewards);

    /// <summary>Copies the state observation (joint space, no pixels) of the task specification.</summary>
    void ReadState(Span<float> state);

    /// <summary>Copies the pose (qpos).</summary>
    void ReadPose(Span<double> pose);

    /// <summary>Renders the camera: uint8, channel-first [3, 64, 64], row 0 on top.</summary>
    void ReadPixels(Span<byte> channelFirst);
}
