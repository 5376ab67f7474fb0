using GenRL.Simulation.Planar;
using MuJoCo;

namespace GenRL.Simulation.Cheetah;

/// <summary>The cheetah's state as named quantities. A foot's height is that of its frame, the ankle joint.</summary>
public sealed class CheetahPhysics : PlanarPhysics
{
    private readonly MjField<double> _position, _velocity;
    private readonly int _backFoot, _frontFoot;

    internal CheetahPhysics(MjModel model, MjData data) : base(model, data)
    {
        _position = data.Field<double>("qpos");
        _velocity = data.Field<double>("qvel");
        _backFoot = model.Id(MjObject.Body, "bfoot");
        _frontFoot = model.Id(MjObject.Body, "ffoot");
    }

    public double BackFootHeight => Height(_backFoot);

    public double FrontFootHeight => Height(_frontFoot);

    /// <summary>Length of the observation: the pose but for its first entry, the velocities.</summary>
    internal override int ObservationSize => _position.Rows - 1 + _velocity.Rows;

    /// <summary>Writes the pose without <c>rootx</c>, then all velocities: how far it has run is not seen.</summary>
    internal override void Observe(Span<float> observation)
    {
        int next = 0;
        foreach (double position in _position.Span[1..])
        {
            observation[next++] = (float)position;
        }

        foreach (double velocity in _velocity.Span)
        {
            observation[next++] = (float)velocity;
        }
    }
}
