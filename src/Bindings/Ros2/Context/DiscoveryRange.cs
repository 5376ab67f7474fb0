namespace ROS2;

/// <summary>How far nodes look for each other; the values of <c>ROS_AUTOMATIC_DISCOVERY_RANGE</c>.</summary>
public enum DiscoveryRange
{
    /// <summary>This machine only, without multicast.</summary>
    Localhost,

    /// <summary>Everything multicast reaches.</summary>
    Subnet,

    /// <summary>Nobody, not even on this machine.</summary>
    Off,

    /// <summary>What Cyclone's own configuration says.</summary>
    SystemDefault,
}
