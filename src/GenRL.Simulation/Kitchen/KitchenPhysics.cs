using MuJoCo;

namespace GenRL.Simulation.Kitchen;

/// <summary>The kitchen's true state as named quantities, without the sensors' noise.</summary>
public sealed class KitchenPhysics
{
    private readonly MjModel _model;
    private readonly MjData _data;
    private readonly MjField<double> _position, _velocity, _sites, _rotations, _bias;
    private readonly MjField<int> _addresses;
    private readonly int _endEffector;
    private readonly double[] _linear, _angular;

    internal KitchenPhysics(MjModel model, MjData data)
    {
        (_model, _data) = (model, data);
        _position = data.Field<double>("qpos");
        _velocity = data.Field<double>("qvel");
        _sites = data.Field<double>("site_xpos");
        _rotations = data.Field<double>("site_xmat");
        _bias = data.Field<double>("qfrc_bias");
        _addresses = model.Field<int>("jnt_qposadr");
        _endEffector = model.Id(MjObject.Site, "end_effector");
        (_linear, _angular) = (new double[3 * model.Count("nv")], new double[3 * model.Count("nv")]);
    }

    /// <summary>Angle of knob 2, which raises the plate under the kettle: 0 off, -1.57 full.</summary>
    public double Knob2 => Joint("knob_2");

    /// <summary>Angle of knob 4, of the plate behind it.</summary>
    public double Knob4 => Joint("knob_4");

    /// <summary>Angle of the light switch: 0 off, -0.7 on.</summary>
    public double LightSwitch => Joint("light_switch");

    /// <summary>How far the slide cabinet's door is open, in metres.</summary>
    public double SlideDoor => Joint("slide_door");

    /// <summary>Angle of the microwave's door, negative when open.</summary>
    public double MicrowaveDoor => Joint("microwave_door");

    /// <summary>Height of the kettle's bottom in the world.</summary>
    public double KettleHeight => _position[_addresses[_model.Id(MjObject.Joint, "kettle")] + 2];

    /// <summary>World position of the point between the fingers, [3].</summary>
    public ReadOnlySpan<double> EndEffector => _sites.Row(_endEffector);

    /// <summary>Its rotation matrix, [3, 3] row by row; the third column points along the fingers, the second from one to the other.</summary>
    public ReadOnlySpan<double> EndEffectorRotation => _rotations.Row(_endEffector);

    /// <summary>Distance of the fingers in metres.</summary>
    public double GripperOpening => Joint("left_finger") + Joint("right_finger");

    /// <summary>Position of a joint's first coordinate.</summary>
    /// <exception cref="ArgumentException">The kitchen has no such joint.</exception>
    public double Joint(string name) => _position[_addresses[_model.Id(MjObject.Joint, name)]];

    /// <summary>World position of a named site, such as <c>microwave_handle</c>.</summary>
    /// <exception cref="ArgumentException">The kitchen has no such site.</exception>
    public ReadOnlySpan<double> Site(string name) => _sites.Row(_model.Id(MjObject.Site, name));

    /// <summary>Positions of arm and fingers, [9].</summary>
    public ReadOnlySpan<double> Robot => _position.Span[..KitchenCoordinates.Robot];

    /// <summary>Torques that hold the arm against gravity and its own motion, [9].</summary>
    internal ReadOnlySpan<double> Bias => _bias.Span[..KitchenCoordinates.Robot];

    /// <summary>Speed of the end effector in m/s.</summary>
    internal double EndEffectorSpeed
    {
        get
        {
            _data.SiteJacobian(_endEffector, _linear, _angular);
            double sum = 0;
            for (int axis = 0; axis < 3; axis++)
            {
                double along = 0;
                for (int joint = 0; joint < KitchenCoordinates.Robot; joint++)
                {
                    along += _linear[axis * _velocity.Rows + joint] * _velocity[joint];
                }

                sum += along * along;
            }

            return Math.Sqrt(sum);
        }
    }

    /// <summary>How the end effector moves with the arm's seven joints.</summary>
    /// <param name="jacobian">[6, 7], receives three rows of linear and three of angular velocity, in the world.</param>
    internal void ReadJacobian(Span<double> jacobian)
    {
        _data.SiteJacobian(_endEffector, _linear, _angular);
        for (int row = 0; row < 6; row++)
        {
            double[] source = row < 3 ? _linear : _angular;
            source.AsSpan(row % 3 * _velocity.Rows, 7).CopyTo(jacobian.Slice(row * 7, 7));
        }
    }
}
