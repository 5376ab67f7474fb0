namespace ROS2;

/// <summary>
/// The family of ROS 2 distributions in the domain. Both families use the same topics, but their graph messages differ
/// under one type name, so nodes of both in one domain confuse each other's <c>ros2 node list</c>.
/// </summary>
public enum RosDistro
{
    /// <summary>Iron, Jazzy, Kilted and later: 16-byte graph identifiers and type hashes.</summary>
    Jazzy,

    /// <summary>Humble and earlier: 24-byte graph identifiers, no type hashes.</summary>
    Humble,
}
