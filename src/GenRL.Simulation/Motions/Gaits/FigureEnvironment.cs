using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation.Motions.Figures;
using MuJoCo;
using static GenRL.Simulation.Tolerance;

namespace GenRL.Simulation.Motions.Gaits;

/// <summary>
/// A figure of the captioned corpus as a world to learn gaits in: standing, walking, running and walking backwards, each judged by
/// posture and speed alone. What is learned here is shown to the video-language model, so that it has seen the unrehearsed gaits
/// that machines teach themselves, on other bodies than the robots'.
/// </summary>
public sealed class FigureEnvironment : IEnvironment
{
    /// <summary>Seconds between two decisions.</summary>
    public const double AgentPeriodS = Repeat * ControlPeriodS;

    private const double PhysicsStepS = .0025, ControlPeriodS = .025, JointSpeedRadPerS = 60, StandingShare = .6;
    private const int Repeat = 2, LegSegments = 3;
    private static readonly string[] LegJointNames = ["right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle"];
    private static readonly string[] ArmJointNames = ["right_shoulder", "right_elbow", "left_shoulder", "left_elbow"];

    private readonly FigureWorld _world;
    private readonly double[] _limitsNm;
    private readonly double[] _controls;

    /// <param name="sizes">The body.</param>
    public FigureEnvironment(FigureSizes sizes)
    {
        _world = new FigureWorld(sizes, FigureLook.Walker, new MotionStyle(new SeededRandom(0)));
        _limitsNm = FigureModel.TorqueLimitsNm(sizes);
        _controls = new double[_limitsNm.Length];
        string[] names = sizes.HasArms ? [.. LegJointNames, .. ArmJointNames] : LegJointNames;
        Robot = new RobotDescription("figure", [.. names.Select((name, i) => new JointDescription(name, -Math.PI, Math.PI, _limitsNm[i], JointSpeedRadPerS))], AgentPeriodS, Repeat);
        Reset(0);
    }

    /// <inheritdoc/>
    public RobotDescription Robot { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Tasks { get; } = ["stand", "walk", "run", "walk_back"];

    /// <inheritdoc/>
    public int EpisodeSteps => 500;

    /// <inheritdoc/>
    public int StateSize => 3 + (4 * LegSegments) + (_limitsNm.Length - FigureModel.LegJoints) + _world.Velocities.Rows;

    /// <inheritdoc/>
    public int PoseSize => _world.Positions.Rows;

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        var style = new MotionStyle(new SeededRandom(seed));
        bool standing = style.Chance(StandingShare);
        Leg Bent() => standing ? new Leg(style.Between(-10, 25), style.Between(-30, 0), style.Between(-10, 10)) : new Leg(style.Between(-20, 100), style.Between(-150, 0), style.Between(-45, 45));
        var pose = new FigurePose(standing ? style.Around(6) : style.Between(-180, 180), Bent(), Bent(), style.LooseArm(), style.LooseArm());
        ResetTo(FigureModel.Positions(_world.Sizes, pose, 0));
    }

    /// <inheritdoc/>
    public void ResetTo(ReadOnlySpan<double> pose) => _world.Set(pose, new double[_world.Velocities.Rows]);

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> action, Span<double> rewards)
    {
        for (int i = 0; i < action.Length; i++)
        {
            _controls[i] = float.IsFinite(action[i])
                ? Math.Clamp(action[i], -1f, 1f) * _limitsNm[i]
                : throw new ArgumentException($"Action {i} is {action[i]}.", nameof(action));
        }
        rewards.Clear();
        for (int repeat = 0; repeat < Repeat; repeat++)
        {
            _controls.CopyTo(_world.Controls.Span);
            Advance();
            Judge(rewards);
        }
    }

    /// <inheritdoc/>
    public void ReadState(Span<float> state)
    {
        ReadOnlySpan<double> q = _world.Positions.Span;
        int next = 0;
        void Angle(Span<float> to, double angle)
        {
            (double sine, double cosine) = Math.SinCos(angle);
            to[next++] = (float)sine;
            to[next++] = (float)cosine;
        }
        state[next++] = (float)Height;
        Angle(state, q[FigureModel.Pitch]);
        for (int leg = 0; leg < 2; leg++)
        {
            double segment = q[FigureModel.Pitch];
            for (int joint = 0; joint < LegSegments; joint++)
            {
                segment -= q[FigureModel.FirstJoint + (leg * LegSegments) + joint];
                Angle(state, segment);
            }
        }
        foreach (double arm in q[(FigureModel.FirstJoint + FigureModel.LegJoints)..])
        {
            state[next++] = (float)arm;
        }
        foreach (double velocity in _world.Velocities.Span)
        {
            state[next++] = (float)velocity;
        }
    }

    /// <inheritdoc/>
    public void ReadPose(Span<double> pose) => _world.Positions.Span.CopyTo(pose);

    /// <inheritdoc/>
    public void ReadPixels(Span<byte> channelFirst) => _world.Draw([.. _world.Positions.Span], 0, channelFirst);

    /// <inheritdoc/>
    public void Dispose() => _world.Dispose();

    /// <summary>Height of the torso's middle relative to that of standing straight.</summary>
    private double Height => 1 + (_world.Positions[FigureModel.RootZ] / _world.Sizes.StandingTorsoHeight);

    private void Advance()
    {
        try
        {
            _world.Data.Step((int)Math.Round(ControlPeriodS / PhysicsStepS));
        }
        catch (MujocoException error)
        {
            throw new InvalidOperationException($"The figure's simulation diverged: {error.Message}", error);
        }
    }

    private void Judge(Span<double> rewards)
    {
        double upright = Math.Cos(_world.Positions[FigureModel.Pitch]), speed = _world.Velocities[FigureModel.RootX];
        double stand = ((3 * Gaussian(Height, .92, double.PositiveInfinity, .46)) + ((1 + upright) / 2)) / 4;
        double Moving(double least, double most, double margin) => stand * ((5 * Linear(speed, least, most, margin, .5)) + 1) / 6;
        rewards[0] += stand * Linear(speed, -.1, .1, 1, .5);
        rewards[1] += Moving(1, 1.8, .5);
        rewards[2] += Moving(5, double.PositiveInfinity, 2.5);
        rewards[3] += Moving(-1.2, -.6, .4);
    }
}
