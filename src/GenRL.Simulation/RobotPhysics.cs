using MuJoCo;

namespace GenRL.Simulation;

/// <summary>A robot's state as named quantities, in metres, seconds and kilograms. Heights and places are those of body frames.</summary>
public abstract class RobotPhysics
{
    private const int HeightAxis = 2, RotationZZ = 8;

    private readonly MjField<double> _positions;

    private protected RobotPhysics(MjModel model, MjData data)
    {
        _positions = data.Field<double>("xpos");
        Rotations = data.Field<double>("xmat");
        Torso = model.Id(MjObject.Body, "torso");
    }

    /// <summary>Height of the torso's frame.</summary>
    public double TorsoHeight => Height(Torso);

    /// <summary>World x of the torso, in metres from the start.</summary>
    public double TorsoX => Place(Torso);

    /// <summary>Cosine of the torso's tilt: 1 upright, 0 turned on its side, -1 upside down.</summary>
    public double TorsoUpright => Upright(Torso);

    /// <summary>Where the body is and how it moves.</summary>
    public abstract MotionSummary Motion { get; }

    /// <summary>Length of the observation.</summary>
    internal abstract int ObservationSize { get; }

    /// <summary>Writes the observation of the task specification.</summary>
    internal abstract void Observe(Span<float> observation);

    private protected MjField<double> Rotations { get; }

    private protected int Torso { get; }

    private protected double Height(int body) => _positions.Row(body)[HeightAxis];

    private protected double Place(int body) => _positions.Row(body)[0];

    private protected double Upright(int body) => Rotations.Row(body)[RotationZZ];
}
