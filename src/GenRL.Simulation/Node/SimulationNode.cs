using ROS2;
using Serilog;
using std_srvs.srv;

namespace GenRL.Simulation.Node;

/// <summary>
/// A simulated robot on ROS 2: camera, joint states, clock and description out, joint torques in, a reset service.
/// Physics, camera and ROS callbacks share the one thread that makes, runs and disposes the node.
/// RCLdotnet must have been initialised.
/// </summary>
/// <remarks>
/// The state of simulated time t is published at real time t, and the physics from t to the next control step is computed
/// when that step begins, with the newest command by then: a policy that answers within a control period (25 ms for the
/// walker) acts exactly as it did when it was trained.
/// </remarks>
public sealed class SimulationNode : IDisposable
{
    private readonly SimulationNodeOptions _options;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly PhysicsEnvironment _world;
    private readonly ROS2.Node _node;
    private readonly SensorOutput _output;
    private readonly JointCommandInput _input;
    private readonly EpisodeLog? _episodes;
    private readonly double[] _rewards, _stepRewards, _standing;
    private readonly long _periodNs;
    private long _steps, _starts, _stepsOfEpisode, _divergences, _lateSteps;
    private TimeSpan _worstLateness;

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
        _world = Worlds.Create(options.Domain, options.Render);
        _periodNs = (long)Math.Round(_world.ControlPeriodS * 1e9);
        _rewards = new double[_world.Tasks.Count];
        _stepRewards = new double[_world.Tasks.Count];
        _standing = new double[_world.PoseSize];
        _world.ReadReferencePose(_standing);
        try
        {
            _episodes = options.EpisodeLog is null ? null : new EpisodeLog(options.EpisodeLog, _world.Tasks, log);
            _node = RCLdotnet.CreateNode("sim");
            _output = new SensorOutput(_node, _world);
            _input = new JointCommandInput(_node, _world.Robot, options.CommandTimeoutS, log);
            _node.CreateService<Trigger, Trigger_Request, Trigger_Response>("/sim/reset", OnReset);
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
    public long NowNs => _steps * _periodNs;

    /// <summary>What happened so far.</summary>
    public SimulationReport Report => new(
        NowNs / 1e9, _steps, _output.Frames, _input.Accepted, _input.Rejected + _input.Malformed, _input.Timeouts, _starts - 1,
        _divergences, _lateSteps, _worstLateness.TotalSeconds, _world.Motion.TorsoXM);

    /// <summary>Simulates until cancelled.</summary>
    public SimulationReport Run(CancellationToken stop)
    {
        TimeSpan period = double.IsPositiveInfinity(_options.Speed) ? TimeSpan.Zero : TimeSpan.FromSeconds(_world.ControlPeriodS / _options.Speed);
        _log.Information(
            "Simulating {Domain} at {Speed} x real time; waiting for joint commands", _options.Domain, _options.Speed);
        Publish();
        using (var pacer = new RealTimePacer(_time, period, stop))
        {
            while (pacer.WaitForNext())
            {
                Step();
                (_lateSteps, _worstLateness) = (pacer.LateSteps, pacer.WorstLateness);
            }
        }

        SimulationReport report = Report;
        _log.Information(
            "Simulation ends after {Seconds:0.0} s: {Frames} frames, {Commands} commands, {Late} late steps",
            report.SimulatedS, report.Frames, report.CommandsAccepted, report.LateSteps);
        return report;
    }

    /// <summary>One control step: read commands, advance, tell.</summary>
    internal void Step()
    {
        RCLdotnet.SpinOnce(_node, 0);
        ReadOnlySpan<double> commands = _input.Update(NowNs);
        try
        {
            _world.StepCommands(commands);
        }
        catch (InvalidOperationException e)
        {
            _divergences++;
            _log.Error("{Reason} The robot starts again", e.Message);
            Start();
        }

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
            _output.PublishFrame(NowNs);
        }
    }

    private void Start()
    {
        if (_options.Start == StartPose.Standing)
        {
            _world.ResetTo(_standing);
        }
        else
        {
            _world.Reset(_options.Seed + (ulong)_starts);
        }

        _starts++;
        _stepsOfEpisode = 0;
        Array.Clear(_rewards);
    }

    private void OnReset(Trigger_Request request, Trigger_Response response)
    {
        _input.PowerOff();
        Start();
        (response.Success, response.Message) = (true, $"start {_starts - 1}, {_options.Start.ToString().ToLowerInvariant()} pose");
        _log.Information("Reset: {Message}", response.Message);
    }

    /// <summary>Leaves the ROS graph and frees the world; on the thread that ran the node.</summary>
    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
        _node.Dispose();
        _episodes?.Dispose();
        _world.Dispose();
    }
}
