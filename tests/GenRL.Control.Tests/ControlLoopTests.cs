using GenRL.Inference;
using GenRL.Robots;
using GenRL.Safety;
using GenRL.Testing;

namespace GenRL.Control.Tests;

public sealed class ControlLoopTests
{
    [Fact]
    public void Nothing_moves_before_the_robot_is_armed()
    {
        using var rig = new ControlRig();

        rig.TickWithFrame(0);
        rig.TickWithFrame(1);

        Assert.Equal(SafetyMode.Inactive, rig.Mode);
        Assert.Equal([0, 0, 0], rig.Transport.Command);
        Assert.Equal(2, rig.Transport.Published);
        Assert.Equal(ArmRefusals.None, rig.Loop.Statistics.Refusals);
    }

    [Fact]
    public void Without_a_behaviour_arming_is_refused()
    {
        using var rig = new ControlRig(behaviour: null);
        rig.Loop.ArmRequested = true;

        rig.TickWithFrame(0);

        Assert.Equal(SafetyMode.Inactive, rig.Mode);
        Assert.Equal(ArmRefusals.NoBehaviour, rig.Loop.Statistics.Refusals);
    }

    [Fact]
    public void An_armed_robot_is_sent_the_policys_action_times_the_torque_of_each_joint()
    {
        using ControlRig rig = new ControlRig().Driving();
        using var expected = new PolicyRunner(rig.Random.Package, new PolicyRunnerOptions { Posterior = LatentChoice.Mode });
        expected.Swap(expected.LoadBehaviour(rig.Random.Package, "walk"));
        var action = new float[3];
        expected.Step(ControlRig.Frames[0], FrameLayout.Interleaved, action);

        for (int frame = 1; frame < 10; frame++)
        {
            if (frame > 1)
            {
                rig.TickWithFrame(frame);
            }

            expected.Step(ControlRig.Frames[frame % ControlRig.Frames.Length], FrameLayout.Interleaved, action);
            for (int joint = 0; joint < 3; joint++)
            {
                Assert.Equal(action[joint] * RandomPackage.Robot.Joints[joint].EffortNm, rig.Transport.Command[joint], 1e-4);
            }
        }

        Assert.NotEqual(0, rig.Transport.Command[0]);
    }

    [Fact]
    public void The_dynamics_are_told_that_an_unarmed_robot_did_nothing()
    {
        using var rig = new ControlRig();
        using var expected = new PolicyRunner(rig.Random.Package, new PolicyRunnerOptions { Posterior = LatentChoice.Mode });
        expected.Swap(expected.LoadBehaviour(rig.Random.Package, "walk"));
        var action = new float[3];

        for (int frame = 0; frame < 5; frame++)
        {
            rig.TickWithFrame(frame);
            expected.SetExecutedAction(new float[3]);
            expected.Step(ControlRig.Frames[frame], FrameLayout.Interleaved, action);
        }

        Assert.Equal(expected.Deter.ToArray(), rig.Runner.Deter.ToArray());
    }

    [Fact]
    public void A_thousand_ticks_with_frames_and_joint_states_allocate_nothing()
    {
        using ControlRig rig = new ControlRig().Driving();
        Drive(rig, ticks: 50);

        long before = rig.Loop.Statistics.AllocatedBytes;
        long beforeOutside = GC.GetAllocatedBytesForCurrentThread();
        Drive(rig, ticks: 1000);
        long outside = GC.GetAllocatedBytesForCurrentThread() - beforeOutside;

        Assert.Equal(0, outside);
        Assert.Equal(0, rig.Loop.Statistics.AllocatedBytes - before);
        Assert.Equal(SafetyMode.Active, rig.Mode);
    }

    [Fact]
    public void A_camera_that_stops_leads_to_holding_then_to_zero_torque()
    {
        using ControlRig rig = new ControlRig().Driving();

        rig.TickWithoutFrame(afterMs: 200);
        Assert.Equal(SafetyMode.Active, rig.Mode);
        rig.TickWithoutFrame(afterMs: 60);
        Assert.Equal(SafetyMode.Holding, rig.Mode);
        rig.Time.Advance(10);
        rig.Transport.OfferJointStates(0.1, -1, 0);
        rig.Loop.Tick();
        Assert.Equal(-10, rig.Transport.Command[0], 1e-9);

        rig.TickWithoutFrame(afterMs: 800);
        Assert.Equal((SafetyMode.Stopped, SafetyReason.FrameLost), (rig.Mode, rig.Loop.Statistics.Reason));
        Assert.Equal([0, 0, 0], rig.Transport.Command);
    }

    [Fact]
    public void A_frame_after_a_pause_resumes_the_policy_with_a_fresh_memory()
    {
        using ControlRig rig = new ControlRig().Driving();
        rig.TickWithoutFrame(afterMs: 300);
        using var fresh = new PolicyRunner(rig.Random.Package, new PolicyRunnerOptions { Posterior = LatentChoice.Mode });
        fresh.Step(ControlRig.Frames[3], FrameLayout.Interleaved, new float[3]);

        rig.TickWithFrame(3);

        Assert.Equal(SafetyMode.Active, rig.Mode);
        Assert.Equal(fresh.Deter.ToArray(), rig.Runner.Deter.ToArray());
    }

    [Fact]
    public void Joint_states_that_stop_coming_stop_the_robot()
    {
        using ControlRig rig = new ControlRig().Driving();

        for (int frame = 0; frame < 10; frame++)
        {
            rig.Time.Advance(60);
            rig.Transport.OfferFrame(ControlRig.Frames[frame % 8]);
            rig.Loop.Tick();
        }

        Assert.Equal((SafetyMode.Stopped, SafetyReason.JointStatesLost), (rig.Mode, rig.Loop.Statistics.Reason));
    }

    [Theory]
    [InlineData(true, SafetyReason.FrameMalformed)]
    [InlineData(false, SafetyReason.JointStatesMalformed)]
    public void A_message_that_does_not_fit_the_robot_is_a_fault(bool frame, SafetyReason reason)
    {
        using ControlRig rig = new ControlRig().Driving();
        if (frame)
        {
            rig.Transport.OfferMalformedFrame();
        }
        else
        {
            rig.Transport.OfferMalformedJointStates();
        }

        rig.Loop.Tick();

        Assert.Equal((SafetyMode.Faulted, reason), (rig.Mode, rig.Loop.Statistics.Reason));
        Assert.Equal([0, 0, 0], rig.Transport.Command);
        Assert.Equal(1, rig.Loop.Statistics.Malformed);
        rig.TickWithFrame(2);
        Assert.Equal(SafetyMode.Faulted, rig.Mode);
    }

    [Fact]
    public void A_joint_state_that_is_no_number_is_a_fault()
    {
        using ControlRig rig = new ControlRig().Driving();
        rig.Transport.OfferJointStates(0, double.NaN, 0);

        rig.Loop.Tick();

        Assert.Equal((SafetyMode.Faulted, SafetyReason.JointStatesNotFinite), (rig.Mode, rig.Loop.Statistics.Reason));
    }

    [Fact]
    public void Between_frames_a_joint_that_reaches_its_limit_is_not_pushed_on()
    {
        using ControlRig rig = new ControlRig().Driving();
        double before = rig.Transport.Command[0];
        Assert.NotEqual(0, before);
        JointDescription hip = RandomPackage.Robot.Joints[0];

        rig.Transport.OfferJointStates(before > 0 ? hip.UpperRad + 0.1 : hip.LowerRad - 0.1, -1, 0);
        rig.Loop.Tick();

        Assert.Equal(0, rig.Transport.Command[0]);
        Assert.Equal(1, rig.Loop.Statistics.Limited);
    }

    [Fact]
    public void Latency_runs_from_the_frame_to_the_command_and_late_commands_are_counted()
    {
        using ControlRig rig = new ControlRig().Driving();
        rig.Transport.PublishMs = 10;
        rig.TickWithFrame(0);
        Assert.Equal(0, rig.Loop.Statistics.MissedDeadlines);

        rig.Transport.PublishMs = ControlRig.DeadlineMs + 1;
        rig.TickWithFrame(1);

        Assert.Equal(1, rig.Loop.Statistics.MissedDeadlines);
        Assert.Equal(51, rig.Loop.Statistics.Latency.LargestNs / 1e6, 1e-6);
        Assert.Equal(4, rig.Loop.Statistics.Frames);
    }

    [Fact]
    public void The_last_thing_sent_is_zero_torque()
    {
        using ControlRig rig = new ControlRig().Driving();
        Assert.NotEqual(0, rig.Transport.Command[0]);

        rig.Loop.Stop();

        Assert.Equal([0, 0, 0], rig.Transport.Command);
        Assert.Equal(SafetyMode.Inactive, rig.Mode);
    }

    [Fact]
    public void Ten_thousand_hostile_ticks_never_exceed_a_torque_limit()
    {
        using var rig = new ControlRig();
        var random = new Random(11);
        for (int tick = 0; tick < 10_000; tick++)
        {
            Disturb(rig, random);
            rig.Loop.Tick();
            for (int joint = 0; joint < 3; joint++)
            {
                Assert.InRange(rig.Transport.Command[joint], -RandomPackage.Robot.Joints[joint].EffortNm, RandomPackage.Robot.Joints[joint].EffortNm);
            }
        }

        Assert.True(rig.Loop.Statistics.Frames > 500);
    }

    private static void Disturb(ControlRig rig, Random random)
    {
        rig.Loop.ArmRequested = random.Next(20) != 0;
        rig.Time.Advance(random.Next(500) == 0 ? random.Next(3000) : random.Next(30));
        switch (random.Next(12))
        {
            case 0: rig.Transport.OfferFrame(ControlRig.Frames[random.Next(8)]); break;
            case 1 when random.Next(20) == 0: rig.Transport.OfferMalformedFrame(); break;
            case 2 when random.Next(20) == 0: rig.Transport.OfferMalformedJointStates(); break;
            case 3: rig.Transport.OfferVelocities(random.NextDouble() * 1e9, random.Next(9) == 0 ? double.NaN : 0, 0); break;
            case 4 when random.Next(9) == 0: rig.Transport.OfferJointStates(double.PositiveInfinity, -1, 0); break;
            default: rig.Transport.OfferJointStates((4 * random.NextDouble()) - 2, (4 * random.NextDouble()) - 3, (2 * random.NextDouble()) - 1); break;
        }
    }

    private static void Drive(ControlRig rig, int ticks)
    {
        for (int tick = 0; tick < ticks; tick++)
        {
            if (tick % 5 == 0)
            {
                rig.TickWithFrame(tick, afterMs: 10);
            }
            else
            {
                rig.TickWithoutFrame(afterMs: 10);
            }
        }
    }
}
