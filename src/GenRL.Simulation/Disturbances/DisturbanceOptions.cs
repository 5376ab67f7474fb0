using GenRL.Simulation.Randomisation;

namespace GenRL.Simulation.Disturbances;

/// <summary>What goes wrong while a robot runs. Everything is off unless it is named.</summary>
public sealed record DisturbanceOptions
{
    private const double LongestDelayS = 10, LongestS = 86400, MostForceN = 1e6;

    /// <summary>Pushes; null for none.</summary>
    public PushOptions? Push { get; init; }

    /// <summary>Probability that a camera frame is lost.</summary>
    public double DroppedFrames { get; init; }

    /// <summary>Probability that a camera frame comes late; those after it wait for it.</summary>
    public double LateFrames { get; init; }

    /// <summary>Simulated seconds by which a late frame is late.</summary>
    public ValueRange FrameDelayS { get; init; } = new(0.05, 0.15);

    /// <summary>Standard deviation of measured joint angles, in radians (metres where a joint slides).</summary>
    public double JointPositionNoise { get; init; }

    /// <summary>Standard deviation of measured joint speeds, in radians (metres) per second.</summary>
    public double JointVelocityNoise { get; init; }

    /// <summary>Standard deviation of every camera value, of 255.</summary>
    public double CameraNoise { get; init; }

    /// <exception cref="ArgumentException">A value makes no sense; the message names it.</exception>
    public void Validate()
    {
        Require("dropped_frames", DroppedFrames, 0, 1);
        Require("late_frames", LateFrames, 0, 1);
        FrameDelayS.Validate("frame_delay_s", 0, LongestDelayS);
        Require("joint_position_noise", JointPositionNoise, 0, 100);
        Require("joint_velocity_noise", JointVelocityNoise, 0, 1000);
        Require("camera_noise", CameraNoise, 0, 255);
        if (Push is not null)
        {
            Require("push.mean_interval_s", Push.MeanIntervalS, 0.01, LongestS);
            Require("push.duration_s", Push.DurationS, 0.001, LongestS);
            Require("push.force_n", Push.ForceN, 0, MostForceN);
        }
    }

    private static void Require(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentException(FormattableString.Invariant($"The disturbance {name} is {value}; it must be from {least} to {most}."));
        }
    }
}
