namespace ROS2;

/// <summary>Whether late subscriptions get earlier messages.</summary>
public enum QosDurabilityPolicy
{
    SystemDefault = 0,
    TransientLocal = 1,
    Volatile = 2,
}
