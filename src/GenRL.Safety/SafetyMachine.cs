using GenRL.Robots;

namespace GenRL.Safety;

/// <summary>
/// The state machine between policy and robot: inactive → active → holding → stopped, or faulted. A pure function of what it
/// remembers, what it is told, and the time; it allocates nothing and never throws on any input.
/// </summary>
public static class SafetyMachine
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>One step.</summary>
    public static SafetyDecision Step(SafetySettings settings, in SafetyState state, in SafetyInputs inputs)
    {
        SafetyDecision decision = default;
        decision.State = state;
        ref SafetyState next = ref decision.State;
        next.TimeNs = state.Started ? Math.Max(state.TimeNs, inputs.NowNs) : inputs.NowNs;
        next.Started = true;
        ArmRefusals obstacles = Obstacles(settings, in inputs, next.TimeNs);
        (next.Mode, next.Reason) = Transition(settings, in state, in inputs, next.TimeNs, obstacles | OfMode(state.Mode));

        // a stop that this very step has left behind must not refuse the next request to arm
        decision.Refusals = obstacles | OfMode(next.Mode);
        if (next.Mode == SafetyMode.Holding && state.Mode != SafetyMode.Holding)
        {
            next.HoldPoseRad = inputs.PositionRad;
            next.HeldFrameNs = inputs.FrameArrivalNs;
        }

        decision.Cuts = Command(settings, in state, in inputs, ref next);
        return decision;
    }

    /// <summary>Nanoseconds since an arrival, never negative; the largest number if it never happened.</summary>
    public static long Age(long nowNs, long arrivalNs)
    {
        if (arrivalNs == SafetyInputs.Never)
        {
            return long.MaxValue;
        }

        // far-apart times would overflow; an arrival in the future is as fresh as can be
        Int128 age = (Int128)nowNs - arrivalNs;
        return age < 0 ? 0 : age > long.MaxValue ? long.MaxValue : (long)age;
    }

    /// <summary>What in the inputs forbids arming, whatever the mode.</summary>
    private static ArmRefusals Obstacles(SafetySettings settings, in SafetyInputs inputs, long nowNs)
    {
        ArmRefusals refusals = inputs.HasBehaviour ? ArmRefusals.None : ArmRefusals.NoBehaviour;
        refusals |= Age(nowNs, inputs.FrameArrivalNs) < settings.HoldAfterNs ? 0 : ArmRefusals.NoFreshFrame;
        refusals |= Age(nowNs, inputs.JointStatesArrivalNs) < settings.JointStatesLostAfterNs ? 0 : ArmRefusals.NoFreshJointStates;
        refusals |= FaultOf(settings, in inputs) == SafetyReason.None ? 0 : ArmRefusals.FaultPresent;
        for (int i = 0; i < settings.Joints.Count; i++)
        {
            JointDescription joint = settings.Joints[i];
            bool inside = inputs.PositionRad[i] >= joint.LowerRad - settings.ArmToleranceRad && inputs.PositionRad[i] <= joint.UpperRad + settings.ArmToleranceRad;
            refusals |= inside ? 0 : ArmRefusals.JointOutsideLimits;
        }

        return refusals;
    }

    private static ArmRefusals OfMode(SafetyMode mode) => mode switch
    {
        SafetyMode.Stopped => ArmRefusals.Stopped,
        SafetyMode.Faulted => ArmRefusals.Faulted,
        _ => ArmRefusals.None,
    };

    private static (SafetyMode Mode, SafetyReason Reason) Transition(
        SafetySettings settings, in SafetyState state, in SafetyInputs inputs, long nowNs, ArmRefusals refusals)
    {
        if (!inputs.ArmRequested)
        {
            return (SafetyMode.Inactive, SafetyReason.NotArmed);
        }

        return state.Mode switch
        {
            SafetyMode.Active or SafetyMode.Holding => Supervise(settings, in state, in inputs, nowNs),
            SafetyMode.Stopped when settings.ResumeFromStop && (refusals & ~ArmRefusals.Stopped) == 0 => (SafetyMode.Active, SafetyReason.None),
            SafetyMode.Stopped or SafetyMode.Faulted => (state.Mode, state.Reason),
            _ => refusals == ArmRefusals.None ? (SafetyMode.Active, SafetyReason.None) : (SafetyMode.Inactive, SafetyReason.NotArmed),
        };
    }

    private static (SafetyMode Mode, SafetyReason Reason) Supervise(SafetySettings settings, in SafetyState state, in SafetyInputs inputs, long nowNs)
    {
        SafetyReason fault = FaultOf(settings, in inputs);
        if (fault != SafetyReason.None)
        {
            return (SafetyMode.Faulted, fault);
        }

        if (Age(nowNs, inputs.JointStatesArrivalNs) >= settings.JointStatesLostAfterNs)
        {
            return (SafetyMode.Stopped, SafetyReason.JointStatesLost);
        }

        long frameAge = Age(nowNs, inputs.FrameArrivalNs);
        if (frameAge >= settings.StopAfterNs)
        {
            return (SafetyMode.Stopped, SafetyReason.FrameLost);
        }

        bool sameFrame = state.Mode == SafetyMode.Holding && inputs.FrameArrivalNs == state.HeldFrameNs;
        return frameAge >= settings.HoldAfterNs || sameFrame
            ? (SafetyMode.Holding, SafetyReason.FrameLate)
            : (SafetyMode.Active, SafetyReason.None);
    }

    private static SafetyReason FaultOf(SafetySettings settings, in SafetyInputs inputs)
    {
        if (inputs.Fault != SafetyReason.None)
        {
            return inputs.Fault;
        }

        for (int i = 0; i < settings.Joints.Count; i++)
        {
            if (!double.IsFinite(inputs.TorqueNm[i]))
            {
                return SafetyReason.CommandNotFinite;
            }

            if (!double.IsFinite(inputs.PositionRad[i]) || !double.IsFinite(inputs.VelocityRadPerS[i]))
            {
                return SafetyReason.JointStatesNotFinite;
            }
        }

        return SafetyReason.None;
    }

    private static EnvelopeCuts Command(SafetySettings settings, in SafetyState state, in SafetyInputs inputs, ref SafetyState next)
    {
        if (next.Mode is not (SafetyMode.Active or SafetyMode.Holding))
        {
            next.TorqueNm = default;
            return EnvelopeCuts.None;
        }

        next.TorqueNm = inputs.TorqueNm;
        if (next.Mode == SafetyMode.Holding)
        {
            Hold(settings, in inputs, ref next);
        }

        double elapsedS = state.Started ? ((double)next.TimeNs - state.TimeNs) / NanosecondsPerSecond : 0;
        return TorqueEnvelope.Apply(settings, inputs.PositionRad, inputs.VelocityRadPerS, state.TorqueNm, elapsedS, next.TorqueNm);
    }

    private static void Hold(SafetySettings settings, in SafetyInputs inputs, ref SafetyState next)
    {
        for (int i = 0; i < settings.Joints.Count; i++)
        {
            double effort = settings.Joints[i].EffortNm;
            double pull = settings.HoldStiffnessPerRad * (next.HoldPoseRad[i] - inputs.PositionRad[i]);
            next.TorqueNm[i] = effort * (pull - (settings.HoldDampingS * inputs.VelocityRadPerS[i]));
        }
    }
}
