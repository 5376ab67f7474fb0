namespace ROS2;

/// <summary>How many messages an endpoint keeps.</summary>
public enum QosHistoryPolicy
{
    SystemDefault = 0,
    KeepLast = 1,
    KeepAll = 2,
}
