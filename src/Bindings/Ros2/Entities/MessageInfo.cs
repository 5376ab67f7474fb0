namespace ROS2;

/// <summary>What came with a message (extension).</summary>
/// <param name="SourceTimestampNs">When the sender published it, by the sender's clock: nanoseconds since 1970.</param>
public readonly record struct MessageInfo(long SourceTimestampNs);
