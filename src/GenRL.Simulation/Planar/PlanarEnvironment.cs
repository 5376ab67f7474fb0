using GenRL.Data;
using MuJoCo;

namespace GenRL.Simulation.Planar;

/// <summary>
/// A robot that moves in the plane of x and z, by the joints <c>rootx</c>, <c>rootz</c> and <c>rooty</c>. Starts draw every limited
/// hinge from its whole range.
/// </summary>
/// <typeparam name="TPhysics">The named quantities that its rewards are made of.</typeparam>
public abstract class PlanarEnvironment<TPhysics> : RobotEnvironment<TPhysics> where TPhysics : PlanarPhysics
{
    private readonly (int Position, double Lower, double Upper)[] _hinges;
    private readonly int _height;

    private protected PlanarEnvironment(
        string name, string modelXml, double controlPeriodS, double jointSpeedRadPerS, RenderPreset preset,
        Func<MjModel, MjData, TPhysics> physics, IReadOnlyList<(string Name, Func<TPhysics, double> Reward)> tasks)
        : base(name, modelXml, controlPeriodS, jointSpeedRadPerS, "side", preset, physics, tasks)
    {
        MjField<byte> limited = Model.Field<byte>("jnt_limited");
        MjField<int> address = Model.Field<int>("jnt_qposadr");
        MjField<double> range = Model.Field<double>("jnt_range");
        _hinges = [.. Enumerable.Range(0, limited.Rows).Where(joint => limited[joint] != 0)
            .Select(joint => (address[joint], range.Row(joint)[0], range.Row(joint)[1]))];
        Pitch = address[Model.Id(MjObject.Joint, "rooty")];
        _height = address[Model.Id(MjObject.Joint, "rootz")];
    }

    /// <summary>Entry of the torso's pitch in a pose.</summary>
    private protected int Pitch { get; }

    /// <inheritdoc/>
    public override void ResetOnGround(ulong seed)
    {
        const double mostTiltRad = 1.2;
        var random = new SeededRandom(seed);
        var pose = new double[PoseSize];
        DrawStart(random, pose);
        pose[Pitch] = random.Between(-mostTiltRad, mostTiltRad);
        ResetTo(pose);
        pose[_height] -= LowestPointM();
        ResetTo(pose);
    }

    private protected override void DrawStart(SeededRandom random, Span<double> pose)
    {
        foreach ((int position, double lower, double upper) in _hinges)
        {
            pose[position] = random.Between(lower, upper);
        }
    }
}
