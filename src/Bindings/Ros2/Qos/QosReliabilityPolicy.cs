namespace ROS2;

/// <summary>Whether lost messages are sent again.</summary>
public enum QosReliabilityPolicy
{
    SystemDefault = 0,
    Reliable = 1,
    BestEffort = 2,
}
