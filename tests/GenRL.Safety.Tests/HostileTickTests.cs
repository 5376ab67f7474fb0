using FsCheck;
using FsCheck.Fluent;
using static GenRL.Safety.Tests.TestRobot;

namespace GenRL.Safety.Tests;

/// <summary>What holds after any sequence of ticks, however hostile: times that jump, numbers that are none, faults at any moment.</summary>
public sealed class HostileTickTests
{
    private const int Runs = 40;
    private const int TicksPerRun = 2_500;

    private static readonly SafetySettings[] Variants =
        [Settings, Settings with { TorqueRateNmPerS = 2000 }, Settings with { ResumeFromStop = true, OverrunRad = 0 }];

    [Fact]
    public void A_hundred_thousand_hostile_ticks_never_leave_the_envelope()
    {
        for (int run = 0; run < Runs; run++)
        {
            var random = new Random(run);
            SafetySettings settings = Variants[run % Variants.Length];
            SafetyState state = default;
            for (int tick = 0; tick < TicksPerRun; tick++)
            {
                SafetyInputs inputs = Hostile(random, state.TimeNs);
                SafetyDecision decision = SafetyMachine.Step(settings, in state, in inputs);
                string? violation = Violation(settings, in state, in inputs, in decision);
                Assert.True(violation is null, $"run {run}, tick {tick}: {violation}");
                state = decision.State;
            }
        }
    }

    [Fact]
    public void Hostile_ticks_reach_every_mode()
    {
        var seen = new HashSet<SafetyMode>();
        var random = new Random(1);
        SafetyState state = default;
        for (int tick = 0; tick < 20_000; tick++)
        {
            state = SafetyMachine.Step(Settings, state, Hostile(random, state.TimeNs)).State;
            seen.Add(state.Mode);
        }

        Assert.Equal(Enum.GetValues<SafetyMode>().Length, seen.Count);
    }

    [Fact]
    public void A_step_is_a_function_of_its_arguments_alone() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            SafetyInputs inputs = Hostile(new Random(seed), 0);
            SafetyState state = Active();
            SafetyDecision first = SafetyMachine.Step(Settings, in state, in inputs);
            SafetyDecision second = SafetyMachine.Step(Settings, in state, in inputs);
            return first.State.Mode == second.State.Mode && first.Cuts == second.Cuts
                && ((ReadOnlySpan<double>)first.State.TorqueNm).SequenceEqual(second.State.TorqueNm);
        }));

    [Fact]
    public void Any_torque_at_any_pose_comes_out_within_limits() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(double Torque, double Position, double Velocity)>(),
        wanted =>
        {
            double[] torque = [wanted.Torque, wanted.Torque];
            TorqueEnvelope.Apply(Settings, [wanted.Position, wanted.Position], [wanted.Velocity, wanted.Velocity], [0, 0], 0.01, torque);
            return Math.Abs(torque[0]) <= 100 && Math.Abs(torque[1]) <= 20
                && (double.IsNaN(wanted.Torque) || torque[0] * wanted.Torque >= 0 || torque[0] == 0);
        }));

    private static string? Violation(SafetySettings settings, in SafetyState before, in SafetyInputs inputs, in SafetyDecision decision)
    {
        SafetyMode mode = decision.State.Mode;
        for (int i = 0; i < settings.Joints.Count; i++)
        {
            double torque = decision.State.TorqueNm[i];
            Robots.JointDescription joint = settings.Joints[i];
            if (!double.IsFinite(torque) || Math.Abs(torque) > joint.EffortNm)
            {
                return $"torque {torque} of joint {i} exceeds the actuator";
            }

            if (torque != 0 && mode is not (SafetyMode.Active or SafetyMode.Holding))
            {
                return $"torque {torque} while {mode}";
            }

            bool outward = (inputs.PositionRad[i] > joint.UpperRad + settings.OverrunRad && torque > 0)
                || (inputs.PositionRad[i] < joint.LowerRad - settings.OverrunRad && torque < 0);
            if (outward)
            {
                return $"torque {torque} pushes joint {i} out of its range";
            }
        }

        if (!inputs.ArmRequested && mode != SafetyMode.Inactive)
        {
            return $"{mode} though disarmed";
        }

        if (decision.State.TimeNs < before.TimeNs && before.Started)
        {
            return "time went back";
        }

        bool fresh = SafetyMachine.Age(decision.State.TimeNs, inputs.FrameArrivalNs) < settings.HoldAfterNs
            && SafetyMachine.Age(decision.State.TimeNs, inputs.JointStatesArrivalNs) < settings.JointStatesLostAfterNs;
        if (mode == SafetyMode.Active && (!fresh || inputs.Fault != SafetyReason.None))
        {
            return "active on stale or faulty inputs";
        }

        bool escaped = before.Mode is SafetyMode.Faulted && inputs.ArmRequested && mode != SafetyMode.Faulted;
        return escaped ? "a fault was left without disarming" : null;
    }

    private static SafetyInputs Hostile(Random random, long lastNs)
    {
        long now = lastNs + (random.Next(100) == 0 ? random.NextInt64(-5_000_000_000, 5_000_000_000) : random.NextInt64(0, 40_000_000));
        now = random.Next(5000) == 0 ? random.NextInt64(0, long.MaxValue / 2) : now;
        var inputs = new SafetyInputs
        {
            NowNs = now,
            ArmRequested = random.Next(30) != 0,
            HasBehaviour = random.Next(50) != 0,
            FrameArrivalNs = Arrival(random, now),
            JointStatesArrivalNs = Arrival(random, now),
            Fault = random.Next(150) == 0 ? (SafetyReason)random.Next(0, 10) : SafetyReason.None,
        };
        for (int i = 0; i < 2; i++)
        {
            inputs.PositionRad[i] = Number(random, 2);
            inputs.VelocityRadPerS[i] = Number(random, 40);
            inputs.TorqueNm[i] = Number(random, 300);
        }

        return inputs;
    }

    private static long Arrival(Random random, long now) => random.Next(60) switch
    {
        0 => SafetyInputs.Never,
        1 => random.NextInt64(long.MinValue, long.MaxValue),
        2 => now - random.NextInt64(0, 3_000_000_000),
        _ => now - random.NextInt64(0, 60_000_000),
    };

    private static double Number(Random random, double scale) => random.Next(400) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.NegativeInfinity,
        3 => double.MaxValue,
        4 => -double.Epsilon,
        _ => scale * ((2 * random.NextDouble()) - 1),
    };
}
