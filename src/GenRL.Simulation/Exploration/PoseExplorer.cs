using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Simulation.Exploration;

/// <summary>
/// Cheap exploration without learning: random joint poses, each held for a while by proportional-derivative control, so
/// that the robot visits lying, kneeling, crouching and kicking poses that random torques never reach. A robot whose actuators pull
/// towards targets by themselves is given random targets instead.
/// Joints named <c>right_x</c> and <c>left_x</c>, or <c>x_right</c> and <c>x_left</c>, count as the two sides of one.
/// </summary>
public sealed class PoseExplorer : IExplorer
{
    private readonly bool _torqueDriven;
    private readonly PoseExplorerOptions _options;
    private readonly (string Name, double Lower, double Upper)[] _held;
    private readonly int[] _mirror;
    private readonly double[] _target, _angles, _speeds, _torques;
    private SeededRandom _random = new(0);
    private double _noise, _fullTorqueAngle, _dampingS;
    private int _stepsLeft;
    private bool _relaxed;

    public PoseExplorer(RobotDescription robot, PoseExplorerOptions? options = null)
    {
        _torqueDriven = robot.IsTorqueDriven;
        _options = options ?? new PoseExplorerOptions();
        if (_options.MinHoldSteps < 1 || _options.MaxHoldSteps < _options.MinHoldSteps)
        {
            throw new ArgumentException($"Poses cannot be held {_options.MinHoldSteps} to {_options.MaxHoldSteps} steps.", nameof(options));
        }

        _held = _torqueDriven
            ? [.. robot.Joints.Select(joint => (joint.Name, joint.LowerRad, joint.UpperRad))]
            : [.. robot.Commands.Select(command => (command.Name, command.Lower, command.Upper))];
        _mirror = [.. _held.Select((held, i) => MirrorOf(held.Name, i))];
        int joints = robot.Joints.Count;
        (_target, _angles, _speeds, _torques) = (new double[_held.Length], new double[joints], new double[joints], new double[joints]);
    }

    /// <summary>The pose being held, in action order: angles, or the actuators' targets.</summary>
    public ReadOnlySpan<double> TargetRad => _target;

    /// <summary>Whether random actions are taking the place of a pose.</summary>
    public bool ActsAtRandom => _relaxed;

    private int MirrorOf(string name, int self)
    {
        string[] parts = [.. name.Split('_').Select(part => part switch { "right" => "left", "left" => "right", _ => part })];
        int index = Array.FindIndex(_held, held => held.Name == string.Join('_', parts));
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
            double wanted = _relaxed ? _random.Between(-1, 1) : Hold(i);
            action[i] = (float)Math.Clamp(wanted + _noise * _random.NextGaussian(), -1, 1);
        }
    }

    private double Hold(int i)
    {
        (_, double lower, double upper) = _held[i];
        return _torqueDriven
            ? (_target[i] - _angles[i] - _dampingS * _speeds[i]) / _fullTorqueAngle
            : 2 * (_target[i] - lower) / (upper - lower) - 1;
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
            (_, double lower, double upper) = _held[i];
            _target[i] = _random.NextDouble() < _options.LimitShare
                ? (_random.NextDouble() < 0.5 ? lower : upper)
                : _random.Between(lower, upper);
            if (symmetric && _mirror[i] < i)
            {
                _target[i] = _target[_mirror[i]];
            }
        }
    }
}
