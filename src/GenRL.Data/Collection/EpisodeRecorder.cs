using GenRL.Robots;

namespace GenRL.Data;

/// <summary>Steps an environment and keeps what happens, in the row convention of <see cref="Episode"/>: an action stands in the row it led to.</summary>
public sealed class EpisodeRecorder
{
    private readonly IEnvironment _environment;
    private readonly List<double> _poses = [];
    private readonly List<float> _actions = [];
    private readonly List<float> _rewards = [];
    private readonly List<byte> _frames = [];
    private readonly bool _pixels;
    private readonly double[] _pose;
    private readonly double[] _stepRewards;
    private readonly float[] _executed;
    private readonly byte[] _frame = new byte[FrameFormat.Bytes];

    /// <param name="environment">The world; it stays the caller's.</param>
    /// <param name="pixels">Whether frames are rendered and kept too.</param>
    public EpisodeRecorder(IEnvironment environment, bool pixels = false)
    {
        _environment = environment;
        _pixels = pixels;
        _pose = new double[environment.PoseSize];
        _stepRewards = new double[environment.Tasks.Count];
        _executed = new float[environment.Robot.ActionSize];
    }

    /// <summary>Rows recorded, the reset included.</summary>
    public int Length { get; private set; }

    /// <summary>Rewards of the last step, one per task.</summary>
    public ReadOnlySpan<double> LastRewards => _stepRewards;

    /// <summary>The frame of the last row, [3, 64, 64]; meaningful when pixels are recorded.</summary>
    public ReadOnlySpan<byte> LastFrame => _frame;

    /// <summary>Forgets what was recorded and records the state the environment was just reset to.</summary>
    public void Begin()
    {
        _poses.Clear();
        _actions.Clear();
        _rewards.Clear();
        _frames.Clear();
        Length = 0;
        Array.Clear(_executed);
        Array.Clear(_stepRewards);
        Record();
    }

    /// <summary>Advances the environment by one agent step and records it with the action as executed, within [-1, 1].</summary>
    public void Step(ReadOnlySpan<float> action)
    {
        for (int i = 0; i < _executed.Length; i++)
        {
            _executed[i] = Math.Clamp(action[i], -1f, 1f);
        }
        _environment.Step(_executed, _stepRewards);
        Record();
    }

    /// <summary>What was recorded since <see cref="Begin"/>, in compact form.</summary>
    /// <param name="subset">Part of the dataset it belongs to.</param>
    /// <param name="seed">Seed it was made from.</param>
    /// <param name="agent">Who acted, for people to read.</param>
    public PoseEpisode ToPoseEpisode(string subset, ulong seed, string agent) => new(
        new PoseEpisodeDetails(_environment.Robot.Name, subset, [.. _environment.Tasks], seed, agent),
        Length,
        [.. _poses],
        [.. _actions],
        [.. _rewards]);

    /// <summary>What was recorded, with pixels and the reward of one task.</summary>
    /// <exception cref="InvalidOperationException">Pixels were not recorded.</exception>
    public Episode ToEpisode(int task)
    {
        if (!_pixels)
        {
            throw new InvalidOperationException("The recorder was made without pixels.");
        }
        int tasks = _stepRewards.Length;
        return new Episode([.. _frames], [.. _actions], [.. Enumerable.Range(0, Length).Select(row => _rewards[row * tasks + task])]);
    }

    private void Record()
    {
        _environment.ReadPose(_pose);
        _poses.AddRange(_pose);
        _actions.AddRange(_executed);
        foreach (double reward in _stepRewards)
        {
            _rewards.Add((float)reward);
        }
        if (_pixels)
        {
            _environment.ReadPixels(_frame);
            _frames.AddRange(_frame);
        }
        Length++;
    }
}
