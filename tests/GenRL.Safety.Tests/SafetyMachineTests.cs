using static GenRL.Safety.Tests.TestRobot;

namespace GenRL.Safety.Tests;

public sealed class SafetyMachineTests
{
    [Fact]
    public void An_unarmed_robot_gets_no_torque()
    {
        SafetyInputs inputs = Well(0, 5, 5) with { ArmRequested = false };

        SafetyDecision decision = SafetyMachine.Step(Settings, default, inputs);

        Assert.Equal((SafetyMode.Inactive, SafetyReason.NotArmed), (decision.State.Mode, decision.State.Reason));
        Assert.Equal(0, decision.State.TorqueNm[0]);
    }

    [Fact]
    public void An_armed_robot_gets_the_policys_torque()
    {
        SafetyDecision decision = SafetyMachine.Step(Settings, Active(), Well(Millisecond, 5, -7));

        Assert.Equal(SafetyMode.Active, decision.State.Mode);
        Assert.Equal([5, -7], ((ReadOnlySpan<double>)decision.State.TorqueNm)[..2]);
        Assert.Equal(EnvelopeCuts.None, decision.Cuts);
    }

    public static TheoryData<string, ArmRefusals> Obstacles() => new()
    {
        { "behaviour", ArmRefusals.NoBehaviour },
        { "frame", ArmRefusals.NoFreshFrame },
        { "old frame", ArmRefusals.NoFreshFrame },
        { "joints", ArmRefusals.NoFreshJointStates },
        { "pose", ArmRefusals.JointOutsideLimits },
        { "pose not finite", ArmRefusals.JointOutsideLimits | ArmRefusals.FaultPresent },
        { "fault", ArmRefusals.FaultPresent },
        { "torque", ArmRefusals.FaultPresent },
    };

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Arming_is_refused_for_each_reason_and_the_reason_is_named(string obstacle, ArmRefusals expected)
    {
        SafetyInputs inputs = Well(1000 * Millisecond, 1, 1);
        switch (obstacle)
        {
            case "behaviour": inputs.HasBehaviour = false; break;
            case "frame": inputs.FrameArrivalNs = SafetyInputs.Never; break;
            case "old frame": inputs.FrameArrivalNs = 500 * Millisecond; break;
            case "joints": inputs.JointStatesArrivalNs = SafetyInputs.Never; break;
            case "pose": inputs.PositionRad[1] = 1.5; break;
            case "pose not finite": inputs.PositionRad[0] = double.NaN; break;
            case "fault": inputs.Fault = SafetyReason.FrameMalformed; break;
            case "torque": inputs.TorqueNm[1] = double.NaN; break;
        }

        SafetyDecision decision = SafetyMachine.Step(Settings, default, inputs);

        Assert.Equal(expected, decision.Refusals);
        Assert.Equal(SafetyMode.Inactive, decision.State.Mode);
    }

    [Fact]
    public void A_late_camera_leads_to_holding_then_to_a_stop()
    {
        SafetyState state = Active();

        Assert.Equal(SafetyMode.Active, At(ref state, 249, frameMs: 0));
        Assert.Equal(SafetyMode.Holding, At(ref state, 250, frameMs: 0));
        Assert.Equal(SafetyReason.FrameLate, state.Reason);
        Assert.Equal(SafetyMode.Holding, At(ref state, 999, frameMs: 0));
        Assert.Equal(SafetyMode.Stopped, At(ref state, 1000, frameMs: 0));
        Assert.Equal(SafetyReason.FrameLost, state.Reason);
        Assert.Equal(0, state.TorqueNm[0]);
    }

    [Fact]
    public void A_new_frame_ends_holding_but_not_a_stop()
    {
        SafetyState state = Active();
        At(ref state, 300, frameMs: 0);
        Assert.Equal(SafetyMode.Active, At(ref state, 310, frameMs: 309));

        At(ref state, 2000, frameMs: 309);
        Assert.Equal(SafetyMode.Stopped, At(ref state, 2010, frameMs: 2009));
    }

    [Fact]
    public void A_stop_is_left_by_disarming_and_arming_again()
    {
        SafetyState state = Active();
        At(ref state, 5000, frameMs: 0);
        Assert.Equal(ArmRefusals.Stopped, SafetyMachine.Step(Settings, state, Well(5001 * Millisecond)).Refusals);

        SafetyDecision disarmed = SafetyMachine.Step(Settings, state, Well(5001 * Millisecond) with { ArmRequested = false });
        Assert.Equal(SafetyMode.Inactive, disarmed.State.Mode);
        Assert.Equal(ArmRefusals.None, disarmed.Refusals);
        state = SafetyMachine.Step(Settings, disarmed.State, Well(5002 * Millisecond)).State;
        Assert.Equal(SafetyMode.Active, state.Mode);
    }

    [Fact]
    public void A_simulation_may_go_on_by_itself_after_a_stop()
    {
        SafetySettings settings = Settings with { ResumeFromStop = true };
        SafetyState state = Active(settings: settings);
        state = SafetyMachine.Step(settings, state, Well(5000 * Millisecond) with { FrameArrivalNs = 0 }).State;
        Assert.Equal(SafetyMode.Stopped, state.Mode);

        state = SafetyMachine.Step(settings, state, Well(5001 * Millisecond)).State;

        Assert.Equal(SafetyMode.Active, state.Mode);
    }

    [Fact]
    public void Lost_joint_states_stop_the_robot_for_it_cannot_be_held()
    {
        SafetyState state = Active();
        SafetyInputs inputs = Well(600 * Millisecond) with { JointStatesArrivalNs = 0 };

        state = SafetyMachine.Step(Settings, state, inputs).State;

        Assert.Equal((SafetyMode.Stopped, SafetyReason.JointStatesLost), (state.Mode, state.Reason));
    }

    [Theory]
    [InlineData(SafetyReason.FrameMalformed)]
    [InlineData(SafetyReason.JointStatesMalformed)]
    [InlineData(SafetyReason.PolicyFailed)]
    public void A_reported_fault_stops_the_robot_until_it_is_acknowledged(SafetyReason fault)
    {
        SafetyState state = SafetyMachine.Step(Settings, Active(), Well(Millisecond, 5) with { Fault = fault }).State;
        Assert.Equal((SafetyMode.Faulted, fault), (state.Mode, state.Reason));
        Assert.Equal(0, state.TorqueNm[0]);

        state = SafetyMachine.Step(Settings, state, Well(2 * Millisecond, 5)).State;
        Assert.Equal(SafetyMode.Faulted, state.Mode);
        state = SafetyMachine.Step(Settings with { ResumeFromStop = true }, state, Well(3 * Millisecond, 5)).State;
        Assert.Equal(SafetyMode.Faulted, state.Mode);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_command_or_a_measurement_that_is_no_number_is_a_fault(double value)
    {
        SafetyInputs torque = Well(Millisecond, 0, value);
        SafetyInputs position = Well(Millisecond);
        position.PositionRad[1] = value;
        SafetyInputs velocity = Well(Millisecond);
        velocity.VelocityRadPerS[0] = value;

        Assert.Equal(SafetyReason.CommandNotFinite, SafetyMachine.Step(Settings, Active(), torque).State.Reason);
        Assert.Equal(SafetyReason.JointStatesNotFinite, SafetyMachine.Step(Settings, Active(), position).State.Reason);
        Assert.Equal(SafetyReason.JointStatesNotFinite, SafetyMachine.Step(Settings, Active(), velocity).State.Reason);
    }

    [Fact]
    public void Numbers_beyond_the_robots_joints_do_not_matter()
    {
        SafetyInputs inputs = Well(Millisecond);
        inputs.PositionRad[2] = double.NaN;
        inputs.TorqueNm[63] = double.NaN;

        Assert.Equal(SafetyMode.Active, SafetyMachine.Step(Settings, Active(), inputs).State.Mode);
    }

    [Fact]
    public void Disarming_takes_the_torque_away_at_once()
    {
        SafetyState state = SafetyMachine.Step(Settings, Active(), Well(Millisecond, 50)).State;
        Assert.Equal(50, state.TorqueNm[0]);

        state = SafetyMachine.Step(Settings, state, Well(2 * Millisecond, 50) with { ArmRequested = false }).State;

        Assert.Equal(SafetyMode.Inactive, state.Mode);
        Assert.Equal(0, state.TorqueNm[0]);
    }

    [Fact]
    public void Holding_pulls_the_joints_back_to_where_they_were_when_it_began()
    {
        SafetyState state = Active();
        SafetyInputs inputs = Well(300 * Millisecond) with { FrameArrivalNs = 0 };
        inputs.PositionRad[0] = 0.5;
        state = SafetyMachine.Step(Settings, state, inputs).State;
        Assert.Equal(0, state.TorqueNm[0]);

        inputs.NowNs += Millisecond;
        inputs.PositionRad[0] = 0.3;
        state = SafetyMachine.Step(Settings, state, inputs).State;

        Assert.Equal(100 * 1 * 0.2, state.TorqueNm[0], 1e-9);
    }

    [Fact]
    public void Holding_settles_a_light_joint_and_a_heavy_one_at_a_hundred_commands_a_second()
    {
        Assert.InRange(SettledOffset(joint: 0, inertia: 1.5), -0.02, 0.02);
        Assert.InRange(SettledOffset(joint: 1, inertia: 0.015), -0.02, 0.02);
    }

    [Fact]
    public void Time_that_goes_back_is_taken_as_standing_still()
    {
        SafetyState state = Active(nowNs: 1000 * Millisecond);
        SafetyInputs inputs = Well(0, 5) with { FrameArrivalNs = 1000 * Millisecond, JointStatesArrivalNs = 1000 * Millisecond };

        SafetyDecision decision = SafetyMachine.Step(Settings, state, inputs);

        Assert.Equal(SafetyMode.Active, decision.State.Mode);
        Assert.Equal(1000 * Millisecond, decision.State.TimeNs);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        SafetyState state = Active();
        SafetyMachine.Step(Settings, state, Well(Millisecond));
        SafetyInputs inputs = Well(Millisecond, 50, 50);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            inputs.NowNs += Millisecond;
            state = SafetyMachine.Step(Settings, in state, in inputs).State;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static SafetyMode At(ref SafetyState state, long milliseconds, long frameMs)
    {
        SafetyInputs inputs = Well(milliseconds * Millisecond, 9) with { FrameArrivalNs = frameMs * Millisecond };
        state = SafetyMachine.Step(Settings, state, inputs).State;
        return state.Mode;
    }

    /// <summary>A lone joint of some inertia, turning at 2 rad/s when holding begins, one command of delay; its offset after two seconds.</summary>
    private static double SettledOffset(int joint, double inertia)
    {
        SafetyState state = Active();
        SafetyInputs inputs = Well(0) with { FrameArrivalNs = 0 };
        double velocity = 2;
        double position = 0.1;
        double applied = 0;
        for (long millisecond = 300; millisecond < 2300; millisecond++)
        {
            if (millisecond % 10 == 0)
            {
                applied = state.TorqueNm[joint];
                inputs.NowNs = inputs.JointStatesArrivalNs = millisecond * Millisecond;
                inputs.FrameArrivalNs = (millisecond * Millisecond) - Settings.HoldAfterNs;
                inputs.PositionRad[joint] = position;
                inputs.VelocityRadPerS[joint] = velocity;
                state = SafetyMachine.Step(Settings, in state, in inputs).State;
            }

            velocity += applied / inertia * 0.001;
            position += velocity * 0.001;
        }

        return position - state.HoldPoseRad[joint];
    }
}
