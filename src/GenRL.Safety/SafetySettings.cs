using GenRL.Robots;

namespace GenRL.Safety;

/// <summary>The numbers the envelope and the watchdogs go by. Immutable; times are in nanoseconds of one monotonic clock.</summary>
public sealed record SafetySettings
{
    /// <param name="robot">Joints and their limits.</param>
    /// <exception cref="ArgumentException">The robot has no joints or too many, is not driven by torques, or a limit makes no sense.</exception>
    public SafetySettings(RobotDescription robot)
    {
        if (robot.Joints.Count is 0 or > JointVector.Capacity)
        {
            throw new ArgumentException($"The robot has {robot.Joints.Count} joints, not 1 to {JointVector.Capacity}.", nameof(robot));
        }

        if (!robot.IsTorqueDriven)
        {
            throw new ArgumentException(
                $"The {robot.Name} is commanded by targets of its actuators; the safety envelope limits torques of joints and cannot vouch for it.", nameof(robot));
        }

        foreach (JointDescription joint in robot.Joints)
        {
            bool sound = joint.LowerRad < joint.UpperRad && joint.EffortNm > 0 && joint.VelocityRadPerS > 0
                && double.IsFinite(joint.LowerRad) && double.IsFinite(joint.UpperRad) && double.IsFinite(joint.EffortNm);
            if (!sound)
            {
                throw new ArgumentException($"The limits of joint '{joint.Name}' make no sense: {joint}.", nameof(robot));
            }
        }

        Joints = [.. robot.Joints];
    }

    /// <summary>Joints in action order.</summary>
    public IReadOnlyList<JointDescription> Joints { get; }

    /// <summary>Age of the last frame from which the robot is held.</summary>
    public long HoldAfterNs { get; init; } = 250_000_000;

    /// <summary>Age of the last frame from which the robot is stopped.</summary>
    public long StopAfterNs { get; init; } = 1_000_000_000;

    /// <summary>Age of the last joint states from which the robot is stopped.</summary>
    public long JointStatesLostAfterNs { get; init; } = 500_000_000;

    /// <summary>
    /// How far past its limit a joint may be before outward torque is taken away: mechanical stops give a little, and a policy may lean on them.
    /// </summary>
    public double OverrunRad { get; init; } = 0.05;

    /// <summary>How far past its limit a joint may be when the robot is armed.</summary>
    public double ArmToleranceRad { get; init; } = 0.2;

    /// <summary>Largest change of a torque per second; infinite for none.</summary>
    public double TorqueRateNmPerS { get; init; } = double.PositiveInfinity;

    /// <summary>Stiffness of holding as a share of the joint's largest torque per radian.</summary>
    public double HoldStiffnessPerRad { get; init; } = 1;

    /// <summary>Damping of holding as a share of the joint's largest torque per radian per second.</summary>
    public double HoldDampingS { get; init; } = 0.05;

    /// <summary>
    /// Lets a robot that was stopped for want of frames or joint states go on by itself when they are back. For simulations; a real
    /// robot should wait for a person.
    /// </summary>
    public bool ResumeFromStop { get; init; }

    /// <exception cref="ArgumentException">A time or gain is out of range; the message names it.</exception>
    public void Check()
    {
        Require(HoldAfterNs > 0, nameof(HoldAfterNs), HoldAfterNs);
        Require(StopAfterNs > HoldAfterNs, nameof(StopAfterNs), StopAfterNs);
        Require(JointStatesLostAfterNs > 0, nameof(JointStatesLostAfterNs), JointStatesLostAfterNs);
        Require(OverrunRad >= 0 && OverrunRad < Math.PI, nameof(OverrunRad), OverrunRad);
        Require(ArmToleranceRad >= 0 && ArmToleranceRad < Math.PI, nameof(ArmToleranceRad), ArmToleranceRad);
        Require(TorqueRateNmPerS > 0, nameof(TorqueRateNmPerS), TorqueRateNmPerS);
        Require(HoldStiffnessPerRad >= 0 && double.IsFinite(HoldStiffnessPerRad), nameof(HoldStiffnessPerRad), HoldStiffnessPerRad);
        Require(HoldDampingS >= 0 && double.IsFinite(HoldDampingS), nameof(HoldDampingS), HoldDampingS);
    }

    private static void Require(bool condition, string name, double value)
    {
        if (!condition)
        {
            throw new ArgumentException(FormattableString.Invariant($"The safety setting {name} is {value}, which makes no sense."), name);
        }
    }
}
