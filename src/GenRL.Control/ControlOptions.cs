using GenRL.Inference;
using GenRL.Robots.Packages;
using GenRL.Safety;

namespace GenRL.Control;

/// <summary>Options of the control node. Times are in seconds.</summary>
public sealed record ControlOptions
{
    /// <summary>Folder of the model package.</summary>
    public required string Package { get; init; }

    /// <summary>Behaviour to start with; empty to wait for one to be loaded.</summary>
    public string Behaviour { get; init; } = "";

    /// <summary>Arms the robot as soon as nothing forbids it. For simulations; a real robot waits for a person.</summary>
    public bool Armed { get; init; }

    /// <summary>
    /// Does nothing between frames, so that what it does follows from what it was sent and never from the clock. Only for a simulator in
    /// lockstep, which waits for it.
    /// </summary>
    public bool Lockstep { get; init; }

    /// <summary>Time between two commands when no frame comes in between, 0.001 to 0.1.</summary>
    public double ServoPeriodS { get; init; } = 0.01;

    /// <summary>Time from a frame's arrival by which its command must be out; 0 for the package's agent period.</summary>
    public double DeadlineS { get; init; }

    /// <summary>Age of the last frame from which the robot is held.</summary>
    public double HoldAfterS { get; init; } = 0.25;

    /// <summary>Age of the last frame from which the robot is stopped.</summary>
    public double StopAfterS { get; init; } = 1;

    /// <summary>Age of the last joint states from which the robot is stopped.</summary>
    public double JointStatesLostAfterS { get; init; } = 0.5;

    /// <summary>Largest change of a torque per second in newton metres; 0 for no limit.</summary>
    public double TorqueRateNmPerS { get; init; }

    /// <summary>Goes on by itself after a stop once frames and joint states are back. For simulations.</summary>
    public bool ResumeFromStop { get; init; }

    /// <summary>Time between two status messages.</summary>
    public double StatusPeriodS { get; init; } = 0.5;

    /// <summary>How latents are picked, and what computes the networks.</summary>
    public PolicyRunnerOptions Policy { get; init; } = new();

    /// <summary>ROS namespace of the nodes, and so of all topics and services whose names are relative; empty for none.</summary>
    public string Namespace { get; init; } = "";

    public ControlTopics Topics { get; init; } = new();

    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Package);
        Require(ServoPeriodS is >= 0.001 and <= 0.1, nameof(ServoPeriodS), ServoPeriodS, "0.001 to 0.1");
        Require(DeadlineS is >= 0 and <= 10, nameof(DeadlineS), DeadlineS, "0 to 10");
        Require(HoldAfterS is > 0 and <= 10, nameof(HoldAfterS), HoldAfterS, "above 0, at most 10");
        Require(StopAfterS > HoldAfterS && StopAfterS <= 60, nameof(StopAfterS), StopAfterS, "above the hold time, at most 60");
        Require(JointStatesLostAfterS is > 0 and <= 10, nameof(JointStatesLostAfterS), JointStatesLostAfterS, "above 0, at most 10");
        Require(TorqueRateNmPerS >= 0, nameof(TorqueRateNmPerS), TorqueRateNmPerS, "0 or more");
        Require(StatusPeriodS is >= 0.05 and <= 60, nameof(StatusPeriodS), StatusPeriodS, "0.05 to 60");
    }

    /// <summary>The envelope and watchdogs for a package's robot.</summary>
    public SafetySettings ToSafety(PackageManifest manifest)
    {
        var settings = new SafetySettings(manifest.ToRobot())
        {
            HoldAfterNs = Nanoseconds(HoldAfterS),
            StopAfterNs = Nanoseconds(StopAfterS),
            JointStatesLostAfterNs = Nanoseconds(JointStatesLostAfterS),
            TorqueRateNmPerS = TorqueRateNmPerS == 0 ? double.PositiveInfinity : TorqueRateNmPerS,
            ResumeFromStop = ResumeFromStop,
        };
        settings.Check();
        return settings;
    }

    /// <summary>Nanoseconds from a frame's arrival by which its command must be out.</summary>
    public long DeadlineNs(PackageManifest manifest) => Nanoseconds(DeadlineS == 0 ? manifest.AgentPeriodS : DeadlineS);

    private static long Nanoseconds(double seconds) => (long)(seconds * 1e9);

    private static void Require(bool condition, string name, double value, string range)
    {
        if (!condition)
        {
            throw new ArgumentException(FormattableString.Invariant($"The control option {name} is {value}; it must be {range}."), name);
        }
    }
}
