using MuJoCo;

namespace GenRL.Simulation.Planar;

/// <summary>The state of a robot that moves in the plane of x and z. Its first sensor is the velocity of its centre of mass.</summary>
public abstract class PlanarPhysics : RobotPhysics
{
    private const int MomentumY = 1;

    private readonly MjField<double> _sensors, _momentum;

    private protected PlanarPhysics(MjModel model, MjData data) : base(model, data)
    {
        _sensors = data.Field<double>("sensordata");
        _momentum = data.Field<double>("subtree_angmom");
    }

    /// <summary>Speed of the whole body's centre of mass along x.</summary>
    public double HorizontalVelocity => _sensors[0];

    /// <summary>Angular momentum of the whole body about its centre of mass, around y.</summary>
    public double AngularMomentum => _momentum.Row(Torso)[MomentumY];

    /// <inheritdoc/>
    public override MotionSummary Motion => new(TorsoX, TorsoHeight, HorizontalVelocity, TorsoUpright);
}
