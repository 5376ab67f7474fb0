using GenRL.Simulation.Planar;
using MuJoCo;

namespace GenRL.Simulation.Bipeds;

/// <summary>
/// A planar biped's state as named quantities, in metres, seconds and kilograms. Heights are those of body frames: the torso's
/// and the foot's middle, the thigh's upper end (the hip), the leg's middle (half-way down the shank).
/// </summary>
public class BipedPhysics : PlanarPhysics
{
    private const int FirstBody = 1, RotationXX = 0, RotationXZ = 2;

    private readonly MjField<double> _velocity;
    private readonly int _rightThigh, _rightLeg, _rightFoot, _leftThigh, _leftLeg, _leftFoot;

    internal BipedPhysics(MjModel model, MjData data) : base(model, data)
    {
        _velocity = data.Field<double>("qvel");
        _rightThigh = model.Id(MjObject.Body, "right_thigh");
        _rightLeg = model.Id(MjObject.Body, "right_leg");
        _rightFoot = model.Id(MjObject.Body, "right_foot");
        _leftThigh = model.Id(MjObject.Body, "left_thigh");
        _leftLeg = model.Id(MjObject.Body, "left_leg");
        _leftFoot = model.Id(MjObject.Body, "left_foot");
    }

    public double RightThighHeight => Height(_rightThigh);

    public double LeftThighHeight => Height(_leftThigh);

    public double RightLegHeight => Height(_rightLeg);

    public double LeftLegHeight => Height(_leftLeg);

    public double RightFootHeight => Height(_rightFoot);

    public double LeftFootHeight => Height(_leftFoot);

    /// <summary>Cosine of a thigh's tilt from the vertical.</summary>
    public double RightThighUpright => Upright(_rightThigh);

    /// <inheritdoc cref="RightThighUpright"/>
    public double LeftThighUpright => Upright(_leftThigh);

    /// <summary>Cosine of a shank's tilt from the vertical.</summary>
    public double RightLegUpright => Upright(_rightLeg);

    /// <inheritdoc cref="RightLegUpright"/>
    public double LeftLegUpright => Upright(_leftLeg);

    /// <summary>Horizontal distance between a foot and its hip.</summary>
    public double RightFootToHip => Math.Abs(Place(_rightFoot) - Place(_rightThigh));

    /// <inheritdoc cref="RightFootToHip"/>
    public double LeftFootToHip => Math.Abs(Place(_leftFoot) - Place(_leftThigh));

    /// <summary>Length of the observation: two numbers for each body's orientation, the height, the velocities.</summary>
    internal override int ObservationSize => 2 * (Rotations.Rows - FirstBody) + 1 + _velocity.Rows;

    /// <summary>Writes the pairs (R[x,x], R[x,z]) of all bodies in the model's order, the torso's height and the joint velocities.</summary>
    internal override void Observe(Span<float> observation)
    {
        int next = 0;
        for (int body = FirstBody; body < Rotations.Rows; body++)
        {
            Span<double> rotation = Rotations.Row(body);
            observation[next++] = (float)rotation[RotationXX];
            observation[next++] = (float)rotation[RotationXZ];
        }

        observation[next++] = (float)TorsoHeight;
        foreach (double velocity in _velocity.Span)
        {
            observation[next++] = (float)velocity;
        }
    }
}
