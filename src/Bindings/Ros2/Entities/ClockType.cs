namespace ROS2;

/// <summary>Where a clock's time comes from.</summary>
public enum ClockType
{
    /// <summary>ROS time; without a simulated clock this is system time.</summary>
    RosTime = 1,

    /// <summary>Time since 1970.</summary>
    SystemTime = 2,

    /// <summary>Monotonic time since the machine started.</summary>
    SteadyTime = 3,
}
