namespace ROS2;

/// <summary>What DDS, the ROS graph and recorders need to know of a message type.</summary>
/// <param name="RosTypeName">Such as <c>sensor_msgs/msg/JointState</c>.</param>
/// <param name="DdsTypeName">Such as <c>sensor_msgs::msg::dds_::JointState_</c>; equality of this name is all that decides whether endpoints match.</param>
/// <param name="TypeHash">The RIHS01 hash (REP 2011).</param>
/// <param name="Check">Validates a payload before it is read.</param>
/// <param name="Definition">The interface text with every dependency appended in the form MCAP and rosbag2 use (<c>ros2msg</c>).</param>
public sealed record RosTypeSupport(string RosTypeName, string DdsTypeName, string TypeHash, CdrCheck Check, string Definition);
