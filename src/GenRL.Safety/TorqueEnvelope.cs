using GenRL.Robots;

namespace GenRL.Safety;

/// <summary>Limits that no command leaves, whatever asked for it.</summary>
public static class TorqueEnvelope
{
    /// <summary>
    /// Limits torques in this order: rate of change, actuator torque, position, speed; the later ones win.
    /// </summary>
    /// <param name="settings">Joints and limits.</param>
    /// <param name="positionRad">Measured positions; a joint whose position is not a number gets no torque.</param>
    /// <param name="velocityRadPerS">Measured speeds; a joint whose speed is not a number gets no torque.</param>
    /// <param name="previousNm">The command before.</param>
    /// <param name="elapsedS">Seconds since the command before, not negative.</param>
    /// <param name="torqueNm">What is wanted; receives what is permitted. NaN becomes zero.</param>
    public static EnvelopeCuts Apply(
        SafetySettings settings, ReadOnlySpan<double> positionRad, ReadOnlySpan<double> velocityRadPerS,
        ReadOnlySpan<double> previousNm, double elapsedS, Span<double> torqueNm)
    {
        EnvelopeCuts cuts = EnvelopeCuts.None;
        for (int i = 0; i < settings.Joints.Count; i++)
        {
            cuts |= ApplyOne(settings, settings.Joints[i], positionRad[i], velocityRadPerS[i], previousNm[i], elapsedS, ref torqueNm[i]);
        }

        return cuts;
    }

    private static EnvelopeCuts ApplyOne(
        SafetySettings settings, JointDescription joint, double position, double velocity, double previous, double elapsedS, ref double torque)
    {
        EnvelopeCuts cuts = EnvelopeCuts.None;
        if (double.IsNaN(torque))
        {
            torque = 0;
            cuts |= EnvelopeCuts.Effort;
        }

        // infinity times zero seconds would be NaN
        double change = double.IsPositiveInfinity(settings.TorqueRateNmPerS) ? double.PositiveInfinity : settings.TorqueRateNmPerS * elapsedS;
        cuts |= Limit(ref torque, previous - change, previous + change, EnvelopeCuts.Rate);
        cuts |= Limit(ref torque, -joint.EffortNm, joint.EffortNm, EnvelopeCuts.Effort);

        // written so that NaN fails both comparisons and so takes the torque away
        cuts |= Limit(ref torque, double.NegativeInfinity, position <= joint.UpperRad + settings.OverrunRad ? double.PositiveInfinity : 0, EnvelopeCuts.Position);
        cuts |= Limit(ref torque, position >= joint.LowerRad - settings.OverrunRad ? double.NegativeInfinity : 0, double.PositiveInfinity, EnvelopeCuts.Position);
        cuts |= Limit(ref torque, double.NegativeInfinity, velocity <= joint.VelocityRadPerS ? double.PositiveInfinity : 0, EnvelopeCuts.Speed);
        cuts |= Limit(ref torque, velocity >= -joint.VelocityRadPerS ? double.NegativeInfinity : 0, double.PositiveInfinity, EnvelopeCuts.Speed);
        return cuts;
    }

    private static EnvelopeCuts Limit(ref double torque, double lowest, double highest, EnvelopeCuts cut)
    {
        double limited = Math.Max(lowest, Math.Min(torque, highest));
        if (limited == torque)
        {
            return EnvelopeCuts.None;
        }

        torque = limited;
        return cut;
    }
}
