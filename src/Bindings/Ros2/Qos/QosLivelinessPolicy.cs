namespace ROS2;

/// <summary>How a publisher shows that it is alive.</summary>
public enum QosLivelinessPolicy
{
    SystemDefault = 0,
    Automatic = 1,
    ManualByTopic = 3,
}
