using GenRL.Robots;
using MuJoCo;

namespace GenRL.Simulation;

/// <summary>
/// A model's actuators as commands and the joints they move. A motor on a joint is commanded by torque; an actuator that pulls towards
/// a target, through a joint or a tendon, by that target. Speaks only of transmissions that do not change with the pose.
/// </summary>
internal sealed class Actuation
{
    private const int JointTransmission = 0, NoBias = 0;

    private readonly MjModel _model;
    private readonly MjField<double> _moments;
    private readonly double[] _unit;

    /// <param name="model">The robot.</param>
    /// <param name="data">Its state, computed once.</param>
    public Actuation(MjModel model, MjData data)
    {
        _model = model;
        _moments = data.Field<double>("actuator_moment");
        int actuators = model.Count("nu");
        MjField<double> range = model.Field<double>("actuator_ctrlrange");
        LowerControl = [.. Enumerable.Range(0, actuators).Select(i => range.Row(i)[0])];
        UpperControl = [.. Enumerable.Range(0, actuators).Select(i => range.Row(i)[1])];
        _unit = [.. Enumerable.Range(0, actuators).Select(i => IsMotor(i) ? model.Field<double>("actuator_gear").Row(i)[0] : 1)];
        Commands = [.. Enumerable.Range(0, actuators).Select(Command)];
        Joints = MovedJoints();
    }

    /// <summary>Smallest control of each actuator.</summary>
    public double[] LowerControl { get; }

    /// <summary>Largest control of each actuator.</summary>
    public double[] UpperControl { get; }

    /// <summary>What each actuator is commanded by.</summary>
    public IReadOnlyList<CommandDescription> Commands { get; }

    /// <summary>The model's numbers of the joints that actuators move: in action order where each has its own, else in the model's.</summary>
    public int[] Joints { get; }

    /// <summary>The control by which an actuator does what is commanded, within its range.</summary>
    public double Control(int actuator, double command) => Math.Clamp(command / _unit[actuator], LowerControl[actuator], UpperControl[actuator]);

    /// <summary>Name, range and largest torque of a joint.</summary>
    public JointDescription Describe(int joint, double speedRadPerS)
    {
        Span<double> limits = _model.Field<double>("jnt_range").Row(joint);
        double effort = Enumerable.Range(0, Commands.Count).Sum(actuator => Math.Abs(Moment(actuator, joint)) * LargestForce(actuator));
        return new JointDescription(_model.Name(MjObject.Joint, joint)!, limits[0], limits[1], effort, speedRadPerS);
    }

    private bool IsMotor(int actuator) =>
        _model.Field<int>("actuator_trntype")[actuator] == JointTransmission && _model.Field<int>("actuator_biastype")[actuator] == NoBias;

    private CommandDescription Command(int actuator) => new(
        _model.Name(MjObject.Actuator, actuator)!, IsMotor(actuator) ? CommandKind.Torque : CommandKind.Target,
        _unit[actuator] * LowerControl[actuator], _unit[actuator] * UpperControl[actuator]);

    private int[] MovedJoints()
    {
        MjField<int> transmission = _model.Field<int>("actuator_trntype");
        if (Enumerable.Range(0, transmission.Rows).All(actuator => transmission[actuator] == JointTransmission))
        {
            return [.. Enumerable.Range(0, transmission.Rows).Select(actuator => _model.Field<int>("actuator_trnid").Row(actuator)[0])];
        }

        return [.. Enumerable.Range(0, _model.Count("njnt")).Where(joint => Enumerable.Range(0, transmission.Rows).Any(actuator => Moment(actuator, joint) != 0))];
    }

    // newton metres on the joint for each newton (metre) of the actuator; also what the joint adds to the actuator's length
    private double Moment(int actuator, int joint) => _moments.Row(actuator)[_model.Field<int>("jnt_dofadr")[joint]];

    private double LargestForce(int actuator)
    {
        if (_model.Field<byte>("actuator_forcelimited")[actuator] != 0)
        {
            return _model.Field<double>("actuator_forcerange").Row(actuator).ToArray().Max(Math.Abs);
        }

        Span<double> gain = _model.Field<double>("actuator_gainprm").Row(actuator), bias = _model.Field<double>("actuator_biasprm").Row(actuator);
        (double shortest, double longest) = Lengths(actuator);
        double lowest = bias[0] + gain[0] * LowerControl[actuator] + Math.Min(bias[1] * shortest, bias[1] * longest);
        double highest = bias[0] + gain[0] * UpperControl[actuator] + Math.Max(bias[1] * shortest, bias[1] * longest);
        return Math.Max(Math.Abs(lowest), Math.Abs(highest));
    }

    private (double Shortest, double Longest) Lengths(int actuator)
    {
        (double shortest, double longest) = (0, 0);
        for (int joint = 0; joint < _model.Count("njnt"); joint++)
        {
            double moment = Moment(actuator, joint);
            Span<double> limits = _model.Field<double>("jnt_range").Row(joint);
            shortest += Math.Min(moment * limits[0], moment * limits[1]);
            longest += Math.Max(moment * limits[0], moment * limits[1]);
        }

        return (shortest, longest);
    }
}
