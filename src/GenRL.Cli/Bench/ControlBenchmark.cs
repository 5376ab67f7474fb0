using System.Diagnostics;
using GenRL.Control;
using GenRL.Inference;
using GenRL.Robots.Packages;
using ROS2;

namespace GenRL.Cli.Bench;

/// <summary>Measures the control loop as it runs on a robot: frames and joint states in over DDS, policy, safety, commands out.</summary>
internal static class ControlBenchmark
{
    // Code compiled and buffers grown before anything counts.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Measures for a while in the ROS domain that the process has joined.</summary>
    public static ControlBenchmarkResult Run(ModelPackage package, string behaviour, TimeSpan duration, CancellationToken cancellation)
    {
        ControlOptions options = new() { Package = package.Folder, Behaviour = behaviour, Armed = true };
        using PolicyRunner runner = new(package, options.Policy);
        using BehaviourLoader loader = new(runner, options.Policy.Inference);
        loader.Load(package.Folder, behaviour);
        using Node control = RCLdotnet.CreateNode("bench_control");
        using Node sensors = RCLdotnet.CreateNode("bench_robot");
        RosTransport transport = new(control, package.Manifest.JointNames, options.Topics);
        using BenchRobot robot = new(sensors, package.Manifest, options.Topics);

        ControlLoop Loop() => new(
            runner, package.Manifest, options.ToSafety(package.Manifest), options.DeadlineNs(package.Manifest), transport, TimeProvider.System) { ArmRequested = true };

        TimeSpan period = TimeSpan.FromSeconds(options.ServoPeriodS);
        Drive(Loop(), transport, period, WarmUp, cancellation);
        ControlLoop measured = Loop();
        Drive(measured, transport, period, duration, cancellation);
        return Describe(measured.Statistics, options, BenchSetting.Of(package, behaviour), package.Manifest, duration);
    }

    private static void Drive(ControlLoop loop, RosTransport transport, TimeSpan period, TimeSpan duration, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            cancellation.ThrowIfCancellationRequested();
            transport.Wait(period);
            loop.Tick();
        }
    }

    private static ControlBenchmarkResult Describe(
        ControlStatistics statistics, ControlOptions options, BenchSetting setting, PackageManifest manifest, TimeSpan duration) => new()
        {
            Setting = setting,
            Seconds = duration.TotalSeconds,
            DeadlineMs = options.DeadlineNs(manifest) / 1e6,
            Ticks = statistics.Frames,
            RateHz = statistics.Frames / duration.TotalSeconds,
            WantedRateHz = 1 / manifest.AgentPeriodS,
            Commands = statistics.Commands,
            MissedDeadlines = statistics.MissedDeadlines,
            LatencyUs = LatencyUs.Of(statistics.Latency),
            BytesPerTick = (double)statistics.AllocatedBytes / Math.Max(1, statistics.Commands),
            GcCount = statistics.GarbageCollections,
        };
}
