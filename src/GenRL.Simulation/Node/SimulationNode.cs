using GenRL.Simulation.Randomisation;
using ROS2;
using Serilog;

namespace GenRL.Simulation.Node;

/// <summary>
/// A simulated robot on ROS 2: camera, joint states, clock and description out, joint commands in, services to pause, step and start
/// again. Physics, camera and ROS callbacks share the one thread that makes, runs and disposes the node. All names are relative to the
/// namespace of the options, so that several can live in one domain. RCLdotnet must have been initialised.
/// </summary>
/// <remarks>
/// The state of simulated time t is published at real time t, and the physics from t to the next control step is computed
/// when that step begins, with the newest command by then: a policy that answers within a control period (25 ms for the
/// walker) acts exactly as it did when it was trained. In lockstep, time stands still until the command for the last frame has come.
/// </remarks>
public sealed class SimulationNode : IDisposable
{
    private const int PauseMs = 20;
    private static readonly TimeSpan LockstepWait = TimeSpan.FromMilliseconds(10);

    private readonly SimulationNodeOptions _options;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly PhysicsEnvironment _world;
    private readonly StartConditions _conditions;
    private readonly RunState _state = new();
    private readonly ROS2.Node _node;
    private readonly SensorOutput _output;
    private readonly JointCommandInput _input;
    private readonly LockstepCommands? _lockstep;
    private readonly EpisodeLog? _episodes;
    private readonly double[] _rewards, _stepRewards, _standing, _effective;
    private ulong _nextSeed;
    private long _steps, _starts, _stepsOfEpisode, _divergences, _lateSteps;
    private TimeSpan _worstLateness, _ran;
    private bool _begun, _wasPaused;

    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    /// <exception cref="InvalidOperationException">RCLdotnet is not initialised.</exception>
    /// <exception cref="RCLException">The middleware refuses.</exception>
    /// <exception cref="IOException">The episode log cannot be made.</exception>
    public SimulationNode(SimulationNodeOptions options, ILogger log, TimeProvider? time = null)
    {
        options.Validate();
        _options = options;
        _log = log;
        _time = time ?? TimeProvider.System;
        _nextSeed = options.Seed;
        _world = Worlds.Create(options.Domain, options.Render);
        PeriodNs = (long)Math.Round(_world.ControlPeriodS * 1e9);
        _rewards = new double[_world.Tasks.Count];
        _stepRewards = new double[_world.Tasks.Count];
        _standing = new double[_world.PoseSize];
        _effective = new double[_world.Robot.ActionSize];
        _world.ReadReferencePose(_standing);
        try
        {
            _conditions = new StartConditions(options.Settings, _world);
            _episodes = options.EpisodeLog is null ? null : new EpisodeLog(options.EpisodeLog, _world.Tasks, log);
            _node = RCLdotnet.CreateNode("sim", options.Namespace);
            QosProfile frames = options.Lockstep ? QosProfile.KeepLast(1) : QosProfile.SensorDataProfile;
            _output = new SensorOutput(_node, _world, _conditions, frames);
            _input = new JointCommandInput(_node, _world.Robot, options.Settings.CommandTimeoutS, options.Lockstep, log);
            _lockstep = options.Lockstep
                ? new LockstepCommands(_node, _input, TimeSpan.FromSeconds(options.Settings.LockstepTimeoutS), _time, _output.SendAgain, log)
                : null;
            _ = new SimulationServices(_node, this, _state);
        }
        catch
        {
            _node?.Dispose();
            _episodes?.Dispose();
            _world.Dispose();
            throw;
        }

        Start();
    }

    /// <summary>Simulated time since the node was made, in nanoseconds; never goes back, not even at resets.</summary>
    public long NowNs => _steps * PeriodNs;

    /// <summary>What happened so far.</summary>
    public SimulationReport Report => new(
        NowNs / 1e9, _steps, _output.Frames, _input.Accepted, _input.Rejected + _input.Malformed + (_lockstep?.Malformed + _lockstep?.Strays ?? 0),
        _input.Timeouts, _starts - 1, _divergences, _lateSteps, _worstLateness.TotalSeconds, _world.Motion.TorsoXM)
    {
        Namespace = _node.Namespace,
        SpeedFactor = _ran > TimeSpan.Zero ? NowNs / 1e9 / _ran.TotalSeconds : 0,
        Disturbances = _conditions.Counts,
    };

    /// <summary>Simulated nanoseconds of a control step.</summary>
    internal long PeriodNs { get; }

    /// <summary>Simulates until cancelled.</summary>
    /// <exception cref="TimeoutException">In lockstep, a controller stopped answering; the message says which frame it left unanswered.</exception>
    public SimulationReport Run(CancellationToken stop)
    {
        bool unlimited = double.IsPositiveInfinity(_options.Speed);
        TimeSpan period = unlimited ? TimeSpan.Zero : TimeSpan.FromSeconds(_world.ControlPeriodS / _options.Speed);
        _log.Information(
            "Simulating {Domain} in {Namespace:l} {Speed:l}{Lockstep:l}; waiting for joint commands",
            _options.Domain, _node.Namespace, unlimited ? "as fast as possible" : FormattableString.Invariant($"at {_options.Speed} x real time"),
            _options.Lockstep ? " in lockstep" : "");
        if (_lockstep is null)
        {
            Begin();
        }

        using (var pacer = new RealTimePacer(_time, period, stop))
        {
            while (!stop.IsCancellationRequested)
            {
                Turn(pacer);
                (_lateSteps, _worstLateness) = (pacer.LateSteps, pacer.WorstLateness);
            }
        }

        SimulationReport report = Report;
        _log.Information(
            "Simulation ends after {Seconds:0.0} s: {Frames} frames, {Commands} commands, {Late} late steps, {Factor:0.00} x real time",
            report.SimulatedS, report.Frames, report.CommandsAccepted, report.LateSteps, report.SpeedFactor);
        return report;
    }

    private void Begin()
    {
        _begun = true;
        Publish();
    }

    // Services are answered in every turn, whether or not time may go on.
    private void Turn(RealTimePacer pacer)
    {
        if (!_begun && _lockstep?.HasController(_output.Listeners) == true)
        {
            Begin();
        }

        if (!_begun || !_state.MayStep)
        {
            RCLdotnet.SpinOnce(_node, PauseMs);
            pacer.Forgive();
            _wasPaused = _begun;
            return;
        }

        long start = _time.GetTimestamp();
        if (_wasPaused)
        {
            _lockstep?.Forgive();
            _wasPaused = false;
        }

        if (_lockstep?.IsAnswered(NowNs) == false)
        {
            RCLdotnet.SpinOnce(_node, 0);
            _lockstep.Wait(LockstepWait);
            pacer.Forgive();
        }
        else if (_lockstep is not null && SendDue())
        {
            pacer.Forgive();
        }
        else if (pacer.WaitForNext())
        {
            Step();
        }

        _ran += _time.GetElapsedTime(start);
    }

    /// <summary>One control step: answer services, read commands, advance, tell. Nothing moves while paused.</summary>
    internal void Step()
    {
        RCLdotnet.SpinOnce(_node, 0);
        if (!_state.MayStep)
        {
            return;
        }

        _conditions.Step();
        try
        {
            _world.StepCommands(_conditions.Delay.Pass(_input.Update(NowNs), _effective));
        }
        catch (InvalidOperationException e)
        {
            _divergences++;
            _log.Error("{Reason} The robot starts again", e.Message);
            Start();
        }

        _state.Stepped();
        _steps++;
        _stepsOfEpisode++;
        Judge();
        Publish();
        if (_options.EpisodeS is { } episodeS && _stepsOfEpisode * _world.ControlPeriodS >= episodeS - 1e-9)
        {
            Start();
        }
    }

    private void Judge()
    {
        _world.Judge(_stepRewards);
        for (int i = 0; i < _rewards.Length; i++)
        {
            _rewards[i] += _stepRewards[i];
        }

        if (_stepsOfEpisode % _world.Robot.ActionRepeat == 0)
        {
            _episodes?.Write(NowNs / 1e9, _starts - 1, _world.Motion, _rewards);
            Array.Clear(_rewards);
        }
    }

    private void Publish()
    {
        _output.PublishJoints(NowNs);
        if (_steps % _world.Robot.ActionRepeat == 0)
        {
            _output.TakeFrame(NowNs);
        }

        SendDue();
    }

    /// <summary>Sends the frames that are due; in lockstep only one, because each is answered before the next one is sent.</summary>
    /// <returns>Whether there was one.</returns>
    private bool SendDue()
    {
        _lockstep?.Forgive();
        bool sent = _output.SendNext(NowNs);
        while (sent && _lockstep is null && _output.SendNext(NowNs))
        {
        }

        if (sent)
        {
            _lockstep?.Await(_output.LastFrameNs);
        }

        return sent;
    }

    private void Start()
    {
        ulong seed = _nextSeed++;
        RandomisationDraw? drawn = _conditions.Begin(seed);
        if (_options.Start == StartPose.Standing)
        {
            _world.ResetTo(_standing);
        }
        else
        {
            _world.Reset(seed);
        }

        _starts++;
        _stepsOfEpisode = 0;
        Array.Clear(_rewards);
        if (drawn is not null)
        {
            _episodes?.WriteStart(NowNs / 1e9, _starts - 1, seed, drawn);
        }
    }

    /// <summary>Starts again, actuators off.</summary>
    /// <param name="seed">Seed of this start, from which later ones follow; null for the next one in turn.</param>
    internal (bool Success, string Message) Reset(ulong? seed)
    {
        _input.PowerOff();
        _nextSeed = seed ?? _nextSeed;
        string message = $"start {_starts}, {_options.Start.ToString().ToLowerInvariant()} pose, seed {_nextSeed}";
        Start();
        _log.Information("Reset: {Message}", message);
        return (true, message);
    }

    /// <summary>Leaves the ROS graph and frees the world; on the thread that ran the node.</summary>
    public void Dispose()
    {
        _lockstep?.Dispose();
        _input.Dispose();
        _output.Dispose();
        _node.Dispose();
        _episodes?.Dispose();
        _world.Dispose();
    }
}
