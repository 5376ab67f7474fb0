using GenRL.Data;
using GenRL.Simulation.Randomisation;
using MuJoCo;

namespace GenRL.Simulation.Disturbances;

/// <summary>Pushes a body of the robot now and then.</summary>
internal sealed class Pushes
{
    private readonly PushOptions _options;
    private readonly PhysicsEnvironment _world;
    private readonly MjField<double> _forces;
    private readonly int _body, _duration;
    private SeededRandom _random = new(0);
    private long _quiet;
    private int _left;

    /// <exception cref="ArgumentException">The robot has no such body.</exception>
    public Pushes(PushOptions options, PhysicsEnvironment world)
    {
        _options = options;
        _world = world;
        _forces = world.Data.Field<double>("xfrc_applied");
        _body = options.Body is null ? world.Model.Field<int>("jnt_bodyid")[0] : world.Model.Id(MjObject.Body, options.Body);
        _duration = Math.Max(1, (int)Math.Round(options.DurationS / world.ControlPeriodS));
    }

    /// <summary>Pushes begun.</summary>
    public long Count { get; private set; }

    /// <summary>Begins a start's pushes; the first one is as far off as any.</summary>
    public void Start(ulong seed)
    {
        _random = RandomStreams.For(seed, 101);
        End();
    }

    /// <summary>To be called before every control step.</summary>
    public void Step()
    {
        if (_left > 0 && --_left == 0)
        {
            End();
        }
        else if (_left == 0 && _quiet-- == 0)
        {
            Begin();
        }
    }

    private void Begin()
    {
        double angle = _random.Between(-Math.PI, Math.PI);
        Span<double> force = _forces.Row(_body);
        (force[0], force[1]) = (_options.ForceN * Math.Cos(angle), _options.ForceN * Math.Sin(angle));
        _left = _duration;
        Count++;
    }

    private void End()
    {
        _forces.Row(_body).Clear();
        _left = 0;
        _quiet = (long)(-_options.MeanIntervalS * Math.Log(1 - _random.NextDouble()) / _world.ControlPeriodS);
    }
}
