using System.Globalization;
using diagnostic_msgs.msg;
using GenRL.Safety;
using genrl_msgs.msg;
using ROS2;

namespace GenRL.Control;

/// <summary>Tells the graph how the loop is doing: PolicyStatus and diagnostics. Runs on the service thread.</summary>
internal sealed class StatusReporter
{
    private readonly ControlLoop loop;
    private readonly BehaviourLoader loader;
    private readonly TimeProvider time;
    private readonly Publisher<PolicyStatus> status;
    private readonly Publisher<DiagnosticArray> diagnostics;
    private readonly string robot;
    private readonly string node;
    private readonly long started;
    private long lastFrames;
    private long lastTime;

    public StatusReporter(Node node, ControlLoop loop, BehaviourLoader loader, string robot, ControlTopics topics, TimeProvider time)
    {
        (this.loop, this.loader, this.robot, this.time) = (loop, loader, robot, time);
        this.node = node.FullyQualifiedName.TrimStart('/');
        status = node.CreatePublisher<PolicyStatus>(topics.Status, QosProfile.KeepLast(1));
        diagnostics = node.CreatePublisher<DiagnosticArray>(topics.Diagnostics, QosProfile.KeepLast(1));
        started = lastTime = time.GetTimestamp();
    }

    /// <summary>Publishes both messages.</summary>
    public void Publish()
    {
        ControlStatistics statistics = loop.Statistics;
        long now = time.GetTimestamp();
        double seconds = time.GetElapsedTime(lastTime, now).TotalSeconds;
        long frames = statistics.Frames;
        double rate = seconds > 0 ? (frames - lastFrames) / seconds : 0;
        (lastFrames, lastTime) = (frames, now);
        builtin_interfaces.msg.Time stamp = Stamp();
        status.Publish(new PolicyStatus
        {
            Stamp = stamp,
            Behaviour = loader.Name,
            State = Word(statistics.Mode),
            Ticks = (ulong)frames,
            MissedDeadlines = (ulong)statistics.MissedDeadlines,
            LatencyP50Ms = statistics.Latency.PercentileMs(0.5),
            LatencyP99Ms = statistics.Latency.PercentileMs(0.99),
            GcCount = (ulong)statistics.GarbageCollections,
            RateHz = rate,
        });
        diagnostics.Publish(new DiagnosticArray { Header = { Stamp = stamp }, Status = { Health(statistics, rate) } });
    }

    /// <summary>The whole run in numbers.</summary>
    public ControlReport Report()
    {
        ControlStatistics statistics = loop.Statistics;
        double seconds = time.GetElapsedTime(started).TotalSeconds;
        return new ControlReport(
            statistics.Frames, statistics.Commands, statistics.MissedDeadlines, statistics.Latency.PercentileMs(0.5), statistics.Latency.PercentileMs(0.99),
            statistics.Latency.LargestNs / 1e6, statistics.GarbageCollections, statistics.AllocatedBytes, statistics.Frames / Math.Max(seconds, 1e-9), loader.Name);
    }

    /// <summary>The mode in lower case, as on the topic.</summary>
    private static string Word(SafetyMode mode) => mode.ToString().ToLowerInvariant();

    private DiagnosticStatus Health(ControlStatistics statistics, double rate)
    {
        byte level = statistics.Mode switch
        {
            SafetyMode.Stopped or SafetyMode.Faulted => DiagnosticStatus.ERROR,
            SafetyMode.Holding => DiagnosticStatus.WARN,
            _ => DiagnosticStatus.OK,
        };
        var health = new DiagnosticStatus { Level = level, Name = $"{node}: policy loop", HardwareId = robot, Message = $"{Word(statistics.Mode)} ({statistics.Reason})" };
        Add(health, "behaviour", loader.Name);
        Add(health, "rate_hz", rate);
        Add(health, "latency_p50_ms", statistics.Latency.PercentileMs(0.5));
        Add(health, "latency_p99_ms", statistics.Latency.PercentileMs(0.99));
        Add(health, "latency_max_ms", statistics.Latency.LargestNs / 1e6);
        Add(health, "missed_deadlines", statistics.MissedDeadlines);
        Add(health, "commands", statistics.Commands);
        Add(health, "limited_commands", statistics.Limited);
        Add(health, "malformed_messages", statistics.Malformed);
        Add(health, "gc_count", statistics.GarbageCollections);
        Add(health, "allocated_bytes", statistics.AllocatedBytes);
        Add(health, "cannot_arm_because", string.Join("; ", Refusal.Describe(statistics.Refusals)));
        Add(health, "policy_error", loop.PolicyError ?? "");
        return health;
    }

    private static void Add(DiagnosticStatus health, string key, IFormattable value) =>
        Add(health, key, value.ToString(null, CultureInfo.InvariantCulture));

    private static void Add(DiagnosticStatus health, string key, string value) => health.Values.Add(new KeyValue { Key = key, Value = value });

    private builtin_interfaces.msg.Time Stamp()
    {
        TimeSpan sinceEpoch = time.GetUtcNow() - DateTimeOffset.UnixEpoch;
        return new builtin_interfaces.msg.Time
        {
            Sec = (int)(sinceEpoch.Ticks / TimeSpan.TicksPerSecond),
            Nanosec = (uint)(sinceEpoch.Ticks % TimeSpan.TicksPerSecond * 100),
        };
    }
}
