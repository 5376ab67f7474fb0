using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Simulation.Exploration;

/// <summary>
/// Cheap exploration without learning: random joint poses, each held for a while by proportional-derivative control, so
/// that the robot visits lying, kneeling, crouching and kicking poses that random torques never reach.
/// Joints named <c>right_x</c> and <c>left_x</c> count as the two sides of one.
/// </summary>
public sealed class PoseExplorer : IExplorer
{
    private readonly RobotDescription _robot;
    private readonly PoseExplorerOptions _options;
    private readonly int[] _mirror;
    private readonly double[] _target, _angles, _speeds, _torques;
    private SeededRandom _random = new(0);
    private double _noise, _fullTorqueAngle, _dampingS;
    private int _stepsLeft;
    private bool _relaxed;

    public PoseExplorer(RobotDescription robot, PoseExplorerOptions? options = null)
    {
        _robot = robot;
        _options = options ?? new PoseExplorerOptions();
        if (_options.MinHoldSteps < 1 || _options.MaxHoldSteps < _options.MinHoldSteps)
        {
            throw new ArgumentException($"Poses cannot be held {_options.MinHoldSteps} to {_options.MaxHoldSteps} steps.", nameof(options));
        }

        _mirror = [.. robot.Joints.Select((joint, i) => MirrorOf(joint.Name, i))];
        int joints = robot.ActionSize;
        (_target, _angles, _speeds, _torques) = (new double[joints], new double[joints], new double[joints], new double[joints]);
    }

    /// <summary>The pose being held, in action order.</summary>
    public ReadOnlySpan<double> TargetRad => _target;

    /// <summary>Whether random actions are taking the place of a pose.</summary>
    public bool ActsAtRandom => _relaxed;

    private int MirrorOf(string name, int self)
    {
        string other = name.StartsWith("right_", StringComparison.Ordinal) ? $"left_{name[6..]}"
            : name.StartsWith("left_", StringComparison.Ordinal) ? $"right_{name[5..]}" : name;
        int index = _robot.Joints.ToList().FindIndex(joint => joint.Name == other);
        return index < 0 ? self : index;
    }

    /// <inheritdoc/>
    public void Begin(ulong seed)
    {
        _random = new SeededRandom(seed);
        _noise = _random.Between(0, _options.MaxNoise);
        _stepsLeft = 0;
    }

    /// <inheritdoc/>
    public void Act(PhysicsEnvironment world, Span<float> action)
    {
        if (_stepsLeft-- <= 0)
        {
            DrawPose();
        }

        world.ReadJoints(_angles, _speeds, _torques);
        for (int i = 0; i < action.Length; i++)
        {
            double pull = _relaxed
                ? _random.Between(-1, 1)
                : (_target[i] - _angles[i] - _dampingS * _speeds[i]) / _fullTorqueAngle;
            action[i] = (float)Math.Clamp(pull + _noise * _random.NextGaussian(), -1, 1);
        }
    }

    private void DrawPose()
    {
        _stepsLeft = _options.MinHoldSteps + _random.Next(_options.MaxHoldSteps - _options.MinHoldSteps + 1) - 1;
        _relaxed = _random.NextDouble() < _options.RandomShare;
        _fullTorqueAngle = Math.Exp(_random.Between(Math.Log(_options.StiffAngleRad), Math.Log(_options.SoftAngleRad)));
        _dampingS = _random.Between(_options.MinDampingS, _options.MaxDampingS);
        bool symmetric = _random.NextDouble() < _options.SymmetricShare;
        for (int i = 0; i < _target.Length; i++)
        {
            JointDescription joint = _robot.Joints[i];
            _target[i] = _random.NextDouble() < _options.LimitShare
                ? (_random.NextDouble() < 0.5 ? joint.LowerRad : joint.UpperRad)
                : _random.Between(joint.LowerRad, joint.UpperRad);
            if (symmetric && _mirror[i] < i)
            {
                _target[i] = _target[_mirror[i]];
            }
        }
    }
}
