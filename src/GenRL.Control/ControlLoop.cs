using GenRL.Inference;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Safety;
using Microsoft.ML.OnnxRuntime;

namespace GenRL.Control;

/// <summary>
/// Read → decide → limit → write, once per call of <see cref="Tick"/>. Between frames the last decision stays in force and is limited
/// anew by the newest joint states. A tick allocates nothing in steady state and takes no lock.
/// </summary>
public sealed class ControlLoop
{
    private readonly PolicyRunner runner;
    private readonly SafetySettings settings;
    private readonly IControlTransport transport;
    private readonly TimeProvider time;
    private readonly double[] scaleNm;
    private readonly long deadlineNs;
    private readonly byte[] frame = new byte[FrameFormat.Bytes];
    private readonly float[] action;
    private readonly float[] executed;
    private SafetyState state;
    private SafetyInputs inputs;
    private bool diverged;
    private bool armRequested;
    private string? policyError;

    /// <param name="runner">The policy; a behaviour may be swapped in at any time.</param>
    /// <param name="manifest">Gives the torque of action 1.</param>
    /// <param name="settings">Envelope and watchdogs.</param>
    /// <param name="deadlineNs">Time from a frame's arrival by which its command must be out.</param>
    /// <param name="transport">Frames and joint states in, commands out.</param>
    /// <param name="time">Source of the local monotonic clock.</param>
    public ControlLoop(
        PolicyRunner runner, PackageManifest manifest, SafetySettings settings, long deadlineNs, IControlTransport transport, TimeProvider time)
    {
        this.runner = runner;
        this.settings = settings;
        this.deadlineNs = deadlineNs;
        this.transport = transport;
        this.time = time;
        scaleNm = [.. manifest.ActionScaling.ScaleNm];
        action = new float[runner.ActionSize];
        executed = new float[runner.ActionSize];
        inputs.FrameArrivalNs = SafetyInputs.Never;
        inputs.JointStatesArrivalNs = SafetyInputs.Never;
    }

    public ControlStatistics Statistics { get; } = new();

    /// <summary>Whether the operator wants the robot armed; read by the next tick. Any thread may set it.</summary>
    public bool ArmRequested
    {
        get => Volatile.Read(ref armRequested);
        set => Volatile.Write(ref armRequested, value);
    }

    /// <summary>What ONNX Runtime said when the policy last failed; null if it never did.</summary>
    public string? PolicyError => Volatile.Read(ref policyError);

    /// <summary>One turn of the loop.</summary>
    public void Tick()
    {
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        inputs.NowNs = NowNs();
        inputs.Fault = SafetyReason.None;
        inputs.ArmRequested = ArmRequested;
        // in this order, the joint states are never older than the frame that is decided on
        bool decided = TakeFrame();
        TakeJointStates();
        inputs.HasBehaviour = runner.Current is not null;
        SafetyDecision decision = SafetyMachine.Step(settings, in state, in inputs);
        state = decision.State;
        diverged |= state.Mode != SafetyMode.Active || decision.Cuts != EnvelopeCuts.None;
        transport.Publish(((ReadOnlySpan<double>)state.TorqueNm)[..action.Length]);
        Statistics.CountCommand(in decision);
        if (decided)
        {
            Statistics.CountFrame(NowNs() - inputs.FrameArrivalNs, deadlineNs);
        }

        Statistics.CountAllocation(GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
    }

    /// <summary>Disarms and sends zero torque: the last thing a control process does.</summary>
    public void Stop()
    {
        ArmRequested = false;
        inputs.ArmRequested = false;
        inputs.NowNs = NowNs();
        SafetyDecision decision = SafetyMachine.Step(settings, in state, in inputs);
        state = decision.State;
        transport.Publish(((ReadOnlySpan<double>)state.TorqueNm)[..action.Length]);
        Statistics.CountCommand(in decision);
    }

    private long NowNs() => time.GetElapsedTime(0, time.GetTimestamp()).Ticks * 100;

    private void TakeJointStates()
    {
        switch (transport.TakeJointStates(ref inputs.PositionRad, ref inputs.VelocityRadPerS))
        {
            case TakeResult.Taken:
                inputs.JointStatesArrivalNs = inputs.NowNs;
                break;
            case TakeResult.Malformed:
                Report(SafetyReason.JointStatesMalformed);
                break;
        }
    }

    /// <returns>True if a frame came and the policy decided on it.</returns>
    private bool TakeFrame()
    {
        switch (transport.TakeFrame(frame))
        {
            case TakeResult.Taken:
                break;
            case TakeResult.Malformed:
                Report(SafetyReason.FrameMalformed);
                return false;
            default:
                return false;
        }

        if (SafetyMachine.Age(inputs.NowNs, inputs.FrameArrivalNs) >= settings.HoldAfterNs)
        {
            // after such a gap what the filter remembers is no longer the state before this frame
            runner.Reset();
            diverged = false;
        }

        inputs.FrameArrivalNs = inputs.NowNs;
        Decide();
        return true;
    }

    private void Decide()
    {
        try
        {
            TellExecuted();
            StepStatus status = runner.Step(frame, FrameLayout.Interleaved, action);
            if (status == StepStatus.NotFinite)
            {
                inputs.Fault = SafetyReason.CommandNotFinite;
            }
        }
        catch (OnnxRuntimeException error)
        {
            Volatile.Write(ref policyError, error.Message);
            inputs.Fault = SafetyReason.PolicyFailed;
            Array.Clear(action);
        }

        for (int i = 0; i < action.Length; i++)
        {
            inputs.TorqueNm[i] = action[i] * scaleNm[i];
        }
    }

    /// <summary>The dynamics must be told what was done, not what was wanted, whenever the two differed since the last frame.</summary>
    private void TellExecuted()
    {
        if (!diverged)
        {
            return;
        }

        for (int i = 0; i < executed.Length; i++)
        {
            executed[i] = (float)Math.Clamp(state.TorqueNm[i] / scaleNm[i], -1, 1);
        }

        runner.SetExecutedAction(executed);
        diverged = false;
    }

    private void Report(SafetyReason fault)
    {
        inputs.Fault = inputs.Fault == SafetyReason.None ? fault : inputs.Fault;
        Statistics.CountMalformed();
    }
}
