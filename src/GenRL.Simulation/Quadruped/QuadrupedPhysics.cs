using MuJoCo;

namespace GenRL.Simulation.Quadruped;

/// <summary>The quadruped's state as named quantities. Velocities are in the torso's frame, x pointing where it looks.</summary>
public sealed class QuadrupedPhysics : RobotPhysics
{
    private const int RootPosition = 7, RootVelocity = 6, Vector = 3;

    private readonly MjField<double> _position, _velocity, _activation, _sensors;
    private readonly int _inertial, _velocimeter, _forces, _centreOfMass;
    private readonly int[] _toes;
    private readonly double[] _toeHeights;

    internal QuadrupedPhysics(MjModel model, MjData data) : base(model, data)
    {
        _position = data.Field<double>("qpos");
        _velocity = data.Field<double>("qvel");
        _activation = data.Field<double>("act");
        _sensors = data.Field<double>("sensordata");
        MjField<int> address = model.Field<int>("sensor_adr");
        _inertial = address[model.Id(MjObject.Sensor, "torso_accelerometer")];
        _velocimeter = address[model.Id(MjObject.Sensor, "torso_velocimeter")];
        _forces = address[model.Id(MjObject.Sensor, "force_toe_front_left")];
        _centreOfMass = address[model.Id(MjObject.Sensor, "centre_of_mass")];
        _toes = [.. QuadrupedEnvironment.Legs.Select(leg => model.Id(MjObject.Body, $"toe_{leg}"))];
        _toeHeights = new double[_toes.Length];
    }

    /// <summary>Speed of the torso along its own x axis.</summary>
    public double ForwardVelocity => _sensors[_velocimeter];

    /// <summary>Speed of the torso in whatever direction.</summary>
    public double Speed
    {
        get
        {
            Span<double> velocity = _sensors.Span.Slice(_velocimeter, Vector);
            return Math.Sqrt(velocity[0] * velocity[0] + velocity[1] * velocity[1] + velocity[2] * velocity[2]);
        }
    }

    /// <summary>Height of the whole body's centre of mass.</summary>
    public double CentreOfMassHeight => _sensors[_centreOfMass + 2];

    /// <summary>Heights of the toes' middles, lowest first; valid until the next reading.</summary>
    public ReadOnlySpan<double> SortedToeHeights
    {
        get
        {
            for (int toe = 0; toe < _toes.Length; toe++)
            {
                _toeHeights[toe] = Height(_toes[toe]);
            }

            Array.Sort(_toeHeights);
            return _toeHeights;
        }
    }

    /// <inheritdoc/>
    public override MotionSummary Motion => new(TorsoX, TorsoHeight, ForwardVelocity, TorsoUpright);

    // velocity, tilt, accelerometer and gyroscope, force and torque of each toe
    internal override int ObservationSize =>
        _position.Rows - RootPosition + (_velocity.Rows - RootVelocity) + _activation.Rows + Vector + 1 + 2 * Vector + 2 * Vector * _toes.Length;

    /// <summary>
    /// Writes the hinges' angles and speeds, the activations, the velocimeter, the torso's tilt, accelerometer and gyroscope, and the
    /// toes' forces and torques as inverse hyperbolic sines.
    /// </summary>
    internal override void Observe(Span<float> observation)
    {
        int next = 0;
        Append(_position.Span[RootPosition..], observation, ref next);
        Append(_velocity.Span[RootVelocity..], observation, ref next);
        Append(_activation.Span, observation, ref next);
        Append(_sensors.Span.Slice(_velocimeter, Vector), observation, ref next);
        observation[next++] = (float)TorsoUpright;
        Append(_sensors.Span.Slice(_inertial, 2 * Vector), observation, ref next);
        foreach (double load in _sensors.Span.Slice(_forces, 2 * Vector * _toes.Length))
        {
            observation[next++] = (float)Math.Asinh(load);
        }
    }

    private static void Append(Span<double> values, Span<float> observation, ref int next)
    {
        foreach (double value in values)
        {
            observation[next++] = (float)value;
        }
    }
}
