using GenRL.Inference;
using GenRL.Robots;
using GenRL.Safety;
using GenRL.Testing;

namespace GenRL.Control.Tests;

/// <summary>A control loop with a real policy, a clock and a transport in memory.</summary>
internal sealed class ControlRig : IDisposable
{
    public const int DeadlineMs = 50;

    public static readonly byte[][] Frames = [.. Enumerable.Range(0, 8).Select(Frame)];

    public ControlRig(string? behaviour = "walk", Func<SafetySettings, SafetySettings>? change = null)
    {
        Transport = new MemoryTransport(RandomPackage.Robot.ActionSize, Time);
        Runner = new PolicyRunner(Random.Package, new PolicyRunnerOptions { Posterior = LatentChoice.Mode });
        Loader = new BehaviourLoader(Runner, new InferenceOptions());
        if (behaviour is not null)
        {
            Loader.Load(Random.Folder, behaviour);
        }

        var settings = new SafetySettings(RandomPackage.Robot);
        Settings = change is null ? settings : change(settings);
        Loop = new ControlLoop(Runner, Random.Package.Manifest, Settings, DeadlineMs * 1_000_000L, Transport, Time);
    }

    public RandomPackage Random { get; } = new();

    public ManualTime Time { get; } = new();

    public MemoryTransport Transport { get; }

    public PolicyRunner Runner { get; }

    public BehaviourLoader Loader { get; }

    public SafetySettings Settings { get; }

    public ControlLoop Loop { get; }

    public SafetyMode Mode => Loop.Statistics.Mode;

    /// <summary>A tick with a new frame and fresh joint states, after some time.</summary>
    public void TickWithFrame(int frame, double afterMs = 50)
    {
        Time.Advance(afterMs);
        Transport.OfferFrame(Frames[frame % Frames.Length]);
        Transport.OfferJointStates(0, -1, 0);
        Loop.Tick();
    }

    /// <summary>A tick with fresh joint states only.</summary>
    public void TickWithoutFrame(double afterMs)
    {
        Time.Advance(afterMs);
        Transport.OfferJointStates(0, -1, 0);
        Loop.Tick();
    }

    /// <summary>Arms and runs until the policy drives.</summary>
    public ControlRig Driving()
    {
        Loop.ArmRequested = true;
        TickWithFrame(0);
        TickWithFrame(1);
        Assert.Equal(SafetyMode.Active, Mode);
        return this;
    }

    public void Dispose()
    {
        Loader.Dispose();
        Runner.Dispose();
        Random.Dispose();
    }

    private static byte[] Frame(int seed)
    {
        byte[] frame = new byte[FrameFormat.Bytes];
        new Random(seed).NextBytes(frame);
        return frame;
    }
}
