using MuJoCo;

namespace GenRL.Simulation.Randomisation;

/// <summary>
/// Writes what was drawn into a compiled model, always starting from the values it was compiled with, so that draws never add up.
/// Belongs to the environment whose model it is.
/// </summary>
internal sealed class ModelRandomiser
{
    private readonly PhysicsEnvironment _world;
    private readonly NominalField<double> _mass, _inertia, _friction, _pairFriction, _gain, _bias, _forceRange, _damping;
    private readonly NominalField<double> _cameraPosition, _cameraTurn, _lightDirection;
    private readonly NominalField<float> _lightDiffuse, _headLight;
    private readonly MjField<int> _jointOfDof;
    private readonly Surfaces _surfaces;

    public ModelRandomiser(PhysicsEnvironment world)
    {
        _world = world;
        MjModel model = world.Model;
        _mass = Doubles("body_mass");
        _inertia = Doubles("body_inertia");
        _friction = Doubles("geom_friction");
        _pairFriction = Doubles("pair_friction");
        _gain = Doubles("actuator_gainprm");
        _bias = Doubles("actuator_biasprm");
        _forceRange = Doubles("actuator_forcerange");
        _damping = Doubles("dof_damping");
        _cameraPosition = Doubles("cam_pos");
        _cameraTurn = Doubles("cam_quat");
        _lightDirection = Doubles("light_dir");
        _lightDiffuse = new NominalField<float>(model.Field<float>("light_diffuse"));
        _headLight = new NominalField<float>(model.Headlight);
        _jointOfDof = model.Field<int>("dof_jntid");
        _surfaces = new Surfaces(model);

        NominalField<double> Doubles(string name) => new(model.Field<double>(name));
    }

    /// <summary>Makes the model what was drawn, and resets the state: constants that follow from it are computed anew.</summary>
    public void Apply(RandomisationDraw draw)
    {
        Restore();
        ScaleBodies(draw);
        ScaleForces(draw);
        MoveCamera(draw);
        ChangeLights(draw);
        if (draw.RobotColour is { } robot)
        {
            _surfaces.ChangeRobot(robot);
        }

        if (draw.FloorColour is { } floor)
        {
            _surfaces.ChangeFloor(floor);
        }

        _world.Data.UpdateConstants();
    }

    private void Restore()
    {
        ReadOnlySpan<NominalField<double>> fields =
            [_mass, _inertia, _friction, _pairFriction, _gain, _bias, _forceRange, _damping, _cameraPosition, _cameraTurn, _lightDirection];
        foreach (NominalField<double> field in fields)
        {
            field.Restore();
        }

        _lightDiffuse.Restore();
        _headLight.Restore();
        _surfaces.Restore();
    }

    private void ScaleBodies(RandomisationDraw draw)
    {
        for (int i = 0; i < draw.Mass?.Length; i++)
        {
            // body 0 is the world
            Scale(_mass.Row(i + 1), draw.Mass[i]);
            Scale(_inertia.Row(i + 1), draw.Mass[i]);
        }

        for (int dof = 0; draw.JointDamping is not null && dof < _damping.Rows; dof++)
        {
            Scale(_damping.Row(dof), draw.JointDamping[_jointOfDof[dof]]);
        }
    }

    private void ScaleForces(RandomisationDraw draw)
    {
        if (draw.Friction is { } friction)
        {
            ScaleAll(_friction, friction);
            ScaleAll(_pairFriction, friction);
        }

        // gain and bias together are the whole force of a motor as of one that pulls towards a target
        for (int i = 0; i < draw.MotorStrength?.Length; i++)
        {
            Scale(_gain.Row(i), draw.MotorStrength[i]);
            Scale(_bias.Row(i), draw.MotorStrength[i]);
            Scale(_forceRange.Row(i), draw.MotorStrength[i]);
        }
    }

    private void MoveCamera(RandomisationDraw draw)
    {
        for (int axis = 0; axis < draw.CameraShiftM?.Length; axis++)
        {
            _cameraPosition.Row(_world.Camera)[axis] += draw.CameraShiftM[axis];
        }

        for (int axis = 0; axis < draw.CameraTurnDeg?.Length; axis++)
        {
            Turn(_cameraTurn.Row(_world.Camera), axis, double.DegreesToRadians(draw.CameraTurnDeg[axis]));
        }
    }

    private void ChangeLights(RandomisationDraw draw)
    {
        if (draw.HeadLight is { } head)
        {
            ScaleAll(_headLight, head);
        }

        if (draw.LightBrightness is { } brightness)
        {
            ScaleAll(_lightDiffuse, brightness);
        }

        for (int i = 0; i < draw.LightTurnDeg?.Length; i++)
        {
            Tilt(_lightDirection.Row(i / 2), aboutX: i % 2 == 0, double.DegreesToRadians(draw.LightTurnDeg[i]));
        }
    }

    private static void ScaleAll<T>(NominalField<T> field, double factor) where T : unmanaged, System.Numerics.INumber<T>
    {
        for (int row = 0; row < field.Rows; row++)
        {
            Scale(field.Row(row), factor);
        }
    }

    private static void Scale<T>(Span<T> values, double factor) where T : System.Numerics.INumber<T>
    {
        foreach (ref T value in values)
        {
            value *= T.CreateChecked(factor);
        }
    }

    /// <summary>Turns an orientation (w, x, y, z) about one of its own axes.</summary>
    private static void Turn(Span<double> orientation, int axis, double angleRad)
    {
        (double cosine, double sine) = (Math.Cos(angleRad / 2), Math.Sin(angleRad / 2));
        (double w, double x, double y, double z) = (orientation[0], orientation[1], orientation[2], orientation[3]);
        (double ax, double ay, double az) = axis switch { 0 => (sine, 0.0, 0.0), 1 => (0.0, sine, 0.0), _ => (0.0, 0.0, sine) };
        orientation[0] = w * cosine - x * ax - y * ay - z * az;
        orientation[1] = w * ax + x * cosine + y * az - z * ay;
        orientation[2] = w * ay - x * az + y * cosine + z * ax;
        orientation[3] = w * az + x * ay - y * ax + z * cosine;
    }

    private static void Tilt(Span<double> direction, bool aboutX, double angleRad)
    {
        (double cosine, double sine) = (Math.Cos(angleRad), Math.Sin(angleRad));
        (double x, double y, double z) = (direction[0], direction[1], direction[2]);
        (direction[0], direction[1], direction[2]) = aboutX
            ? (x, cosine * y - sine * z, sine * y + cosine * z)
            : (cosine * x + sine * z, y, cosine * z - sine * x);
    }
}
