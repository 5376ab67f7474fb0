using GenRL.Simulation.Bipeds;
using MuJoCo;

namespace GenRL.Simulation.Stickman;

/// <summary>The stickman's state as named quantities: those of every biped, and its hands.</summary>
public sealed class StickmanPhysics : BipedPhysics
{
    private readonly MjField<double> _velocities;
    private readonly int _leftHand, _rightHand;

    internal StickmanPhysics(MjModel model, MjData data) : base(model, data)
    {
        _velocities = data.Field<double>("subtree_linvel");
        _leftHand = model.Id(MjObject.Body, "left_hand");
        _rightHand = model.Id(MjObject.Body, "right_hand");
    }

    /// <summary>Height of a hand's middle.</summary>
    public double LeftHandHeight => Height(_leftHand);

    /// <inheritdoc cref="LeftHandHeight"/>
    public double RightHandHeight => Height(_rightHand);

    /// <summary>Speed of a hand's centre of mass along x, in the world.</summary>
    public double LeftHandVelocity => _velocities.Row(_leftHand)[0];

    /// <inheritdoc cref="LeftHandVelocity"/>
    public double RightHandVelocity => _velocities.Row(_rightHand)[0];
}
