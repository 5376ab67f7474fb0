using GenRL.Simulation.Disturbances;
using GenRL.Simulation.Randomisation;

namespace GenRL.Simulation.Node;

/// <summary>Everything by which one start of a robot differs from the next, as configured; without configuration, nothing.</summary>
internal sealed class StartConditions
{
    private readonly RandomisationOptions _options;
    private readonly PhysicsEnvironment _world;
    private readonly ModelRandomiser? _randomiser;
    private readonly Pushes? _pushes;
    private readonly bool _frames, _noise;

    /// <exception cref="ArgumentException">The body to be pushed does not exist.</exception>
    public StartConditions(SimulationSettings settings, PhysicsEnvironment world)
    {
        DisturbanceOptions disturbances = settings.Disturbances;
        _options = settings.Randomisation;
        _world = world;
        _randomiser = _options.IsOn ? new ModelRandomiser(world) : null;
        _pushes = disturbances.Push is { } push ? new Pushes(push, world) : null;
        Delay = new CommandDelay(world.Robot.ActionSize);
        Fate = new FrameFate(disturbances);
        Noise = new SensorNoise(disturbances);
        Late = disturbances.LateFrames > 0 ? new LateFrames(disturbances.FrameDelayS.High, world.Robot.AgentPeriodS) : null;
        _frames = disturbances.DroppedFrames > 0 || Late is not null;
        _noise = disturbances.JointPositionNoise > 0 || disturbances.JointVelocityNoise > 0 || disturbances.CameraNoise > 0;
    }

    /// <summary>What commands go through.</summary>
    public CommandDelay Delay { get; }

    /// <summary>What decides over camera frames.</summary>
    public FrameFate Fate { get; }

    /// <summary>What is added to measurements.</summary>
    public SensorNoise Noise { get; }

    /// <summary>Frames on their way; null where none is ever late.</summary>
    public LateFrames? Late { get; }

    /// <summary>How often what went wrong.</summary>
    public DisturbanceCounts Counts => new(_pushes?.Count ?? 0, Fate.Dropped, Late?.Late ?? 0, Noise.Frames, Noise.JointStates);

    /// <summary>Draws a start's conditions. Where the model is randomised, the state is reset, so this comes before the pose.</summary>
    /// <returns>What was drawn, null when nothing is randomised.</returns>
    public RandomisationDraw? Begin(ulong seed)
    {
        RandomisationDraw? draw = null;
        if (_randomiser is not null)
        {
            draw = RandomisationDraw.From(_options, _world.Model, seed);
            _randomiser.Apply(draw);
        }

        Delay.Start(draw?.ActionLatencySteps ?? 0);
        Late?.Clear();
        if (_frames)
        {
            Fate.Start(seed);
        }

        if (_noise)
        {
            Noise.Start(seed);
        }

        _pushes?.Start(seed);
        return draw;
    }

    /// <summary>To be called before every control step.</summary>
    public void Step() => _pushes?.Step();
}
