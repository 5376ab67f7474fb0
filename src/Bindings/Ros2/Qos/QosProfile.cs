namespace ROS2;

/// <summary>
/// Quality of service of one endpoint, immutable. Messages flow only between compatible endpoints: a reliable subscription
/// needs a reliable publisher, a transient-local one a transient-local publisher.
/// </summary>
public sealed class QosProfile
{
    private QosProfile()
    {
    }

    /// <summary>Stands for "no limit" in every duration here.</summary>
    public static TimeSpan InfiniteDuration => Timeout.InfiniteTimeSpan;

    /// <summary>Reliable, volatile, the last 10.</summary>
    public static QosProfile DefaultProfile { get; } = new();

    /// <summary>Best effort, volatile, the last one.</summary>
    public static QosProfile ClockProfile { get; } = KeepLast(1).WithBestEffort();

    /// <summary>Reliable, volatile, the last 1000.</summary>
    public static QosProfile ParameterEventsProfile { get; } = KeepLast(1000);

    /// <summary>Reliable, volatile, the last 1000.</summary>
    public static QosProfile ParametersProfile { get; } = KeepLast(1000);

    /// <summary>Best effort, volatile, the last 5.</summary>
    public static QosProfile SensorDataProfile { get; } = KeepLast(5).WithBestEffort();

    /// <summary>Reliable, volatile, the last 10.</summary>
    public static QosProfile ServicesDefaultProfile { get; } = new();

    /// <summary>All choices left to the middleware, which keeps the last message reliably.</summary>
    public static QosProfile SystemDefaultProfile { get; } = new()
    {
        History = QosHistoryPolicy.SystemDefault,
        Depth = 0,
        Reliability = QosReliabilityPolicy.SystemDefault,
        Durability = QosDurabilityPolicy.SystemDefault,
    };

    public QosHistoryPolicy History { get; private init; } = QosHistoryPolicy.KeepLast;

    /// <summary>Messages kept with <see cref="QosHistoryPolicy.KeepLast"/>.</summary>
    public int Depth { get; private init; } = 10;

    public QosReliabilityPolicy Reliability { get; private init; } = QosReliabilityPolicy.Reliable;

    public QosDurabilityPolicy Durability { get; private init; } = QosDurabilityPolicy.Volatile;

    /// <summary>Longest time between two messages.</summary>
    public TimeSpan Deadline { get; private init; } = InfiniteDuration;

    /// <summary>Age at which a message is no longer delivered.</summary>
    public TimeSpan Lifespan { get; private init; } = InfiniteDuration;

    public QosLivelinessPolicy Liveliness { get; private init; } = QosLivelinessPolicy.SystemDefault;

    /// <summary>Time within which a publisher must show that it is alive.</summary>
    public TimeSpan LivelinessLeaseDuration { get; private init; } = InfiniteDuration;

    /// <summary>True to use a topic name on DDS as it is, without ROS's prefix.</summary>
    public bool AvoidRosNamespaceConventions { get; private init; }

    /// <summary>The default profile with another depth.</summary>
    public static QosProfile KeepLast(int depth) => DefaultProfile.WithKeepLast(depth);

    /// <summary>The default profile, keeping every message.</summary>
    public static QosProfile KeepAll() => DefaultProfile.WithKeepAll();

    /// <exception cref="ArgumentOutOfRangeException">The depth is less than 1.</exception>
    public QosProfile WithKeepLast(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        return Copy(history: QosHistoryPolicy.KeepLast, depth: depth);
    }

    public QosProfile WithKeepAll() => Copy(history: QosHistoryPolicy.KeepAll, depth: 0);

    public QosProfile WithReliability(QosReliabilityPolicy reliability) => Copy(reliability: reliability);

    public QosProfile WithReliable() => Copy(reliability: QosReliabilityPolicy.Reliable);

    public QosProfile WithBestEffort() => Copy(reliability: QosReliabilityPolicy.BestEffort);

    public QosProfile WithDurability(QosDurabilityPolicy durability) => Copy(durability: durability);

    public QosProfile WithTransientLocal() => Copy(durability: QosDurabilityPolicy.TransientLocal);

    public QosProfile WithVolatile() => Copy(durability: QosDurabilityPolicy.Volatile);

    public QosProfile WithDeadline(TimeSpan deadline) => Copy(deadline: deadline);

    public QosProfile WithLifespan(TimeSpan lifespan) => Copy(lifespan: lifespan);

    public QosProfile WithLiveliness(QosLivelinessPolicy liveliness) => Copy(liveliness: liveliness);

    public QosProfile WithLivelinessLeaseDuration(TimeSpan livelinessLeaseDuration) => Copy(livelinessLeaseDuration: livelinessLeaseDuration);

    public QosProfile WithAvoidRosNamespaceConventions(bool avoidRosNamespaceConventions) => Copy(avoidRosNamespaceConventions: avoidRosNamespaceConventions);

    private QosProfile Copy(
        QosHistoryPolicy? history = null,
        int? depth = null,
        QosReliabilityPolicy? reliability = null,
        QosDurabilityPolicy? durability = null,
        TimeSpan? deadline = null,
        TimeSpan? lifespan = null,
        QosLivelinessPolicy? liveliness = null,
        TimeSpan? livelinessLeaseDuration = null,
        bool? avoidRosNamespaceConventions = null) => new()
        {
            History = history ?? History,
            Depth = depth ?? Depth,
            Reliability = reliability ?? Reliability,
            Durability = durability ?? Durability,
            Deadline = deadline ?? Deadline,
            Lifespan = lifespan ?? Lifespan,
            Liveliness = liveliness ?? Liveliness,
            LivelinessLeaseDuration = livelinessLeaseDuration ?? LivelinessLeaseDuration,
            AvoidRosNamespaceConventions = avoidRosNamespaceConventions ?? AvoidRosNamespaceConventions,
        };
}
