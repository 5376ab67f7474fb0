using MuJoCo;

namespace GenRL.Simulation.Bipeds;

/// <summary>
/// A planar biped's state as named quantities, in metres, seconds and kilograms. Heights are those of body frames: the torso's
/// and the foot's middle, the thigh's upper end (the hip), the leg's middle (half-way down the shank).
/// </summary>
public class BipedPhysics
{
    private const int FirstBody = 1, HeightAxis = 2, RotationXX = 0, RotationXZ = 2, RotationZZ = 8, MomentumY = 1;

    private readonly MjField<double> _positions, _rotations, _velocity, _sensors, _momentum;
    private readonly int _torso, _rightThigh, _rightLeg, _rightFoot, _leftThigh, _leftLeg, _leftFoot;

    internal BipedPhysics(MjModel model, MjData data)
    {
        _positions = data.Field<double>("xpos");
        _rotations = data.Field<double>("xmat");
        _velocity = data.Field<double>("qvel");
        _sensors = data.Field<double>("sensordata");
        _momentum = data.Field<double>("subtree_angmom");
        _torso = model.Id(MjObject.Body, "torso");
        _rightThigh = model.Id(MjObject.Body, "right_thigh");
        _rightLeg = model.Id(MjObject.Body, "right_leg");
        _rightFoot = model.Id(MjObject.Body, "right_foot");
        _leftThigh = model.Id(MjObject.Body, "left_thigh");
        _leftLeg = model.Id(MjObject.Body, "left_leg");
        _leftFoot = model.Id(MjObject.Body, "left_foot");
    }

    public double TorsoHeight => Height(_torso);

    /// <summary>World x of the torso, in metres from the start.</summary>
    public double TorsoX => _positions.Row(_torso)[0];

    /// <summary>Cosine of the torso's tilt: 1 upright, 0 horizontal, -1 upside down.</summary>
    public double TorsoUpright => _rotations.Row(_torso)[RotationZZ];

    /// <summary>Speed of the whole body's centre of mass along x.</summary>
    public double HorizontalVelocity => _sensors[0];

    /// <summary>Angular momentum of the whole body about its centre of mass, around y.</summary>
    public double AngularMomentum => _momentum.Row(_torso)[MomentumY];

    public double RightThighHeight => Height(_rightThigh);

    public double LeftThighHeight => Height(_leftThigh);

    public double RightLegHeight => Height(_rightLeg);

    public double LeftLegHeight => Height(_leftLeg);

    public double RightFootHeight => Height(_rightFoot);

    public double LeftFootHeight => Height(_leftFoot);

    /// <summary>Cosine of a thigh's tilt from the vertical.</summary>
    public double RightThighUpright => _rotations.Row(_rightThigh)[RotationZZ];

    /// <inheritdoc cref="RightThighUpright"/>
    public double LeftThighUpright => _rotations.Row(_leftThigh)[RotationZZ];

    /// <summary>Cosine of a shank's tilt from the vertical.</summary>
    public double RightLegUpright => _rotations.Row(_rightLeg)[RotationZZ];

    /// <inheritdoc cref="RightLegUpright"/>
    public double LeftLegUpright => _rotations.Row(_leftLeg)[RotationZZ];

    /// <summary>Horizontal distance between a foot and its hip.</summary>
    public double RightFootToHip => Math.Abs(_positions.Row(_rightFoot)[0] - _positions.Row(_rightThigh)[0]);

    /// <inheritdoc cref="RightFootToHip"/>
    public double LeftFootToHip => Math.Abs(_positions.Row(_leftFoot)[0] - _positions.Row(_leftThigh)[0]);

    /// <summary>Length of the observation: two numbers for each body's orientation, the height, the velocities.</summary>
    internal int ObservationSize => 2 * (_rotations.Rows - FirstBody) + 1 + _velocity.Rows;

    /// <summary>Writes the pairs (R[x,x], R[x,z]) of all bodies in the model's order, the torso's height and the joint velocities.</summary>
    internal void Observe(Span<float> observation)
    {
        int next = 0;
        for (int body = FirstBody; body < _rotations.Rows; body++)
        {
            Span<double> rotation = _rotations.Row(body);
            observation[next++] = (float)rotation[RotationXX];
            observation[next++] = (float)rotation[RotationXZ];
        }

        observation[next++] = (float)TorsoHeight;
        foreach (double velocity in _velocity.Span)
        {
            observation[next++] = (float)velocity;
        }
    }

    private protected double Height(int body) => _positions.Row(body)[HeightAxis];
}
