using GenRL.Simulation.Motions.Figures;
using GenRL.Simulation.Motions.Scripts;

namespace GenRL.Simulation.Motions.Recording;

/// <summary>
/// Moves a figure by physics: PD torques toward a script with random gains and disturbances, and a random amount of help at the root, so
/// that the same script gives anything from a clean motion to a stumble.
/// </summary>
internal sealed class JointDrive
{
    /// <summary>Seconds between two torque updates.</summary>
    public const double PeriodS = .0025;

    /// <summary>Part of a disturbance that lasts to the next update: its time constant is 40 ms.</summary>
    private const double Memory = .94;

    private const double Epsilon = .002;

    private readonly FigureWorld _world;
    private readonly MotionStyle _style;
    private readonly double[] _limits;
    private readonly double[] _disturbance;
    private readonly double _gain, _damping, _noise, _upright, _drive;

    public JointDrive(FigureWorld world, MotionStyle style)
    {
        _world = world;
        _style = style;
        _limits = FigureModel.TorqueLimitsNm(world.Sizes);
        _disturbance = new double[_limits.Length];
        _gain = style.Between(2.5, 9);
        _damping = style.Between(.02, .045);
        _noise = style.Chance(.4) ? 0 : style.Between(.02, .45);
        bool helped = style.Chance(.75);
        _upright = helped ? style.Between(50, 500) : 0;
        _drive = helped ? style.Between(50, 700) : 0;
    }

    /// <summary>Follows a script from <paramref name="leadS"/> before its start and returns the positions at each frame.</summary>
    public double[][] Follow(MotionScript script, double leadS, double stepS, int frames)
    {
        int lead = (int)Math.Round(leadS / PeriodS), between = (int)Math.Round(stepS / PeriodS);
        double start = -lead * PeriodS;
        double[] before = Target(script, start - Epsilon), after = Target(script, start + Epsilon);
        double[] velocity = [.. before.Zip(after, (a, b) => (b - a) / (2 * Epsilon))];
        _world.Set(Target(script, start), velocity);
        return Run(time => Torques(script, time), start, lead, between, frames);
    }

    /// <summary>
    /// Performs a gait for a while at a speed that need not be the gait's own, pushed and held upright by a random amount: the awkward but
    /// upright locomotion of a machine that is still learning.
    /// </summary>
    /// <returns>Positions at every frame from the start on.</returns>
    public double[][] Wander(MotionScript gait, double speedMPerS, double stepS, int frames) =>
        Follow(gait with { SpeedMPerS = speedMPerS }, 0, stepS, frames);

    /// <summary>Drives the joints without any aim from a random start: by random torques, or toward random angles held for a while.</summary>
    public double[][] Thrash(double leadS, double stepS, int frames)
    {
        double[] limb = [.. _limits.Select((_, joint) => RandomAngle(joint))];
        var start = new FigurePose(_style.Between(-180, 180), new Leg(limb[0], limb[1], limb[2]), new Leg(limb[3], limb[4], limb[5]), AirM: _style.Between(0, .25));
        double[] positions = FigureModel.Positions(_world.Sizes, start, 0);
        _world.Set(positions, new double[positions.Length]);
        bool toAngles = _style.Chance(.5);
        double[] aim = new double[_limits.Length];
        double hold = toAngles ? _style.Between(.1, 1) : .05, next = double.NegativeInfinity;
        void Drive(double time)
        {
            if (time >= next)
            {
                next = time + hold;
                for (int i = 0; i < aim.Length; i++)
                {
                    aim[i] = toAngles ? RandomAngle(i) * Math.PI / 180 : _style.Between(-1, 1) * _limits[i];
                }
            }
            for (int i = 0; i < aim.Length; i++)
            {
                _world.Controls[i] = toAngles ? Torque(i, aim[i], 0) : aim[i];
            }
        }
        int lead = (int)Math.Round(leadS / PeriodS);
        return Run(Drive, -lead * PeriodS, lead, (int)Math.Round(stepS / PeriodS), frames);
    }

    private double[][] Run(Action<double> drive, double start, int lead, int between, int frames)
    {
        double[][] poses = new double[frames][];
        int ticks = lead + (frames - 1) * between;
        for (int tick = 0; tick <= ticks; tick++)
        {
            if (tick >= lead && (tick - lead) % between == 0)
            {
                poses[(tick - lead) / between] = _world.Positions.Span.ToArray();
            }
            drive(start + tick * PeriodS);
            _world.Data.Step(1);
        }
        return poses;
    }

    private double[] Target(MotionScript script, double time) => FigureModel.Positions(_world.Sizes, script.PoseAt(time), script.SpeedMPerS * time);

    private void Torques(MotionScript script, double time)
    {
        double[] now = Target(script, time), next = Target(script, time + Epsilon);
        for (int i = 0; i < _limits.Length; i++)
        {
            int joint = FigureModel.FirstJoint + i;
            _disturbance[i] = Memory * _disturbance[i] + _noise * Math.Sqrt(1 - Memory * Memory) * _style.Around(1);
            _world.Controls[i] = Math.Clamp(Torque(i, now[joint], (next[joint] - now[joint]) / Epsilon) + _disturbance[i] * _limits[i], -_limits[i], _limits[i]);
        }
        Span<double> q = _world.Positions.Span, v = _world.Velocities.Span, force = _world.Applied.Span;
        double turn = (next[FigureModel.Pitch] - now[FigureModel.Pitch]) / Epsilon;
        force[FigureModel.Pitch] = _upright * (now[FigureModel.Pitch] - q[FigureModel.Pitch]) + .12 * _upright * (turn - v[FigureModel.Pitch]);
        force[FigureModel.RootX] = _drive * (script.SpeedMPerS - v[FigureModel.RootX]);
    }

    private double Torque(int joint, double angle, double velocity)
    {
        double q = _world.Positions[FigureModel.FirstJoint + joint], v = _world.Velocities[FigureModel.FirstJoint + joint];
        double torque = _gain * _limits[joint] * ((angle - q) + _damping * (velocity - v));
        return Math.Clamp(torque, -_limits[joint], _limits[joint]);
    }

    private double RandomAngle(int joint) => joint switch
    {
        0 or 3 => _style.Between(-20, 100),
        1 or 4 => _style.Between(-150, 0),
        2 or 5 => _style.Between(-45, 45),
        6 or 8 => _style.Between(-20, 100),
        _ => _style.Between(0, 150),
    };
}
